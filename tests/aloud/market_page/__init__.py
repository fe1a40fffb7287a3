"""The Market page, read aloud."""
