"""What the steps of bridges are called on screen."""

NAMES = {
    "mix": "mix effect",
    "rate": "rate effect",
    "entered": "new products",
    "left": "discontinued products",
    "discontinued": "discontinued products",
    "no base": "products without investment",
    "revenue at last margin": "revenue effect",
    "margin change": "margin effect",
    "without units": "products without units",
}


def named(step: str) -> str:
    """A step of a bridge by its name on screen.

    >>> named("left"), named("price")
    ('discontinued products', 'price')
    """
    return NAMES.get(step, step)
