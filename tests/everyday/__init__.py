"""Plain files of everyday kinds, made at random with figures that are known, and how they are read."""
