"""The KPIs page, read aloud."""
