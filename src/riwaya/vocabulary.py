"""The closed vocabularies of a reading, as the annotation guide gives them: kinds, roles, forms, acts, types, modalities, devices."""

from __future__ import annotations

__all__ = ["ACTS", "BOUNDS", "DEVICES", "EVENT_TYPES", "FORMS", "MENTION_KINDS", "MODALITIES", "ROLES", "SOURCE_KINDS"]

MENTION_KINDS = frozenset({"person", "group", "organization", "place", "facility"})
BOUNDS = frozenset({"exact", "at-least", "at-most", "about", "range", "vague"})
ROLES = frozenset(
    {
        "killed",
        "injured",
        "missing",
        "detained",
        "escaped",
        "displaced",
        "released",
        "captured",
        "destroyed",
        "strikes",
        "fighters",
        "money",
        "other",
    }
)
FORMS = frozenset({"direct", "indirect", "mixed", "nominal"})
ACTS = frozenset(
    {
        "state",
        "claim",
        "confirm",
        "deny",
        "accuse",
        "condemn",
        "warn",
        "demand",
        "promise",
        "reveal",
        "praise",
        "question",
        "expect",
        "doubt",
    }
)
SOURCE_KINDS = frozenset({"person", "role", "institution", "media", "group", "anonymous", "author", "unnamed"})
EVENT_TYPES = frozenset(
    {
        "clash", "attack", "airstrike", "drone-strike", "shelling", "bombing", "explosion", "death", "injury", "execution",
        "abduction", "arrest", "abuse", "escape", "release", "interception", "destruction", "looting", "control", "withdrawal",
        "deployment", "displacement", "protest", "agreement", "meeting", "aid", "sanction", "rescue",
    }
)  # fmt: skip
MODALITIES = frozenset({"asserted", "negated", "possible", "planned", "conditional", "called-for", "habitual-history"})
DEVICES = frozenset(
    {
        "loaded-label", "scare-quotes", "distancing", "rhetorical-question", "inference", "certainty", "hedge", "interpolation",
        "intensifier",
    }
)  # fmt: skip
