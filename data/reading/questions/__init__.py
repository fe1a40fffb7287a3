"""What is asked of a file before it is loaded: each question with its choices, the likely one first, and its answer."""
