"""What is typed into the form of a move that is no slider."""

from dataclasses import dataclass, field

KINDS = ("Sunset", "Consolidate", "New product", "Acquire", "Project")


@dataclass
class Form:
    """What is typed into the form of one kind of move."""

    kind: str
    products: list[str] = field(default_factory=list)
    costs: int = 0  # to exit, to migrate, or of the product or project
    brings: int = 0  # the product or project; of a unified platform what it costs
    percent: int = 50  # the chance, or what is kept
    start: int = 0

    @property
    def state(self) -> dict[str, object]:
        """The form's fields by their keys."""
        by_kind: dict[str, dict[str, object]] = {
            "Sunset": {
                "sunset-products": self.products, "sunset-start": self.start, "sunset-cost": float(self.costs),
                "sunset-kept": self.percent,
            },
            "Consolidate": {
                "unify-products": self.products, "unify-after": float(self.brings),
                "unify-migration": float(self.costs), "unify-start": self.start,
            },
            "New product": {
                "new-cost": float(self.costs), "new-chance": self.percent, "new-brings": float(self.brings),
            },
        }  # fmt: skip
        return {"further": self.kind, **by_kind.get(self.kind, {})}
