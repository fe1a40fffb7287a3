"""Overview and Return, read aloud."""
