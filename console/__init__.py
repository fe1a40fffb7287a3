"""What `cli.py` prints of the review: the same queries and the same mathematics as the pages, as plain objects."""
