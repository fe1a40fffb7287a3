"""From a file's bytes to facts with addresses: nothing is guessed in silence, nothing reaches the store from here."""
