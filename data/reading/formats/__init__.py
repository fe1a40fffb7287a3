"""One module a file format, run in the child process alone: a reader may abort the process it runs in."""
