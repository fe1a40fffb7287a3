"""What speaks for what a column holds: small detectors, each of which knows nothing of the others."""
