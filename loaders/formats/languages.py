"""Which of the six official languages a text is written in, by its letters and commonest words."""

from __future__ import annotations

import re
from collections import Counter

__all__ = ["ISO", "language_of"]

# ISO 639-2 codes, as the UN's XML and addresses spell them, to two letters.
ISO = {
    "eng": "en", "fra": "fr", "fre": "fr", "spa": "es", "rus": "ru", "ara": "ar", "zho": "zh", "chi": "zh",
    "en": "en", "fr": "fr", "es": "es", "sp": "es", "ru": "ru", "ar": "ar", "zh": "zh", "ch": "zh",
}  # fmt: skip
_WORDS = {
    "en": frozenset(["the", "of", "and", "to", "in", "its", "on", "that", "for", "with", "by"]),
    "fr": frozenset(["les", "des", "et", "du", "dans", "aux", "sur", "par", "pour", "que", "une"]),
    "es": frozenset(["los", "las", "del", "el", "en", "y", "por", "para", "que", "con", "una"]),
}
_WORD = re.compile(r"[a-zà-ÿ]+")
_SAMPLE = 1500


def language_of(text: str) -> str | None:
    """The two-letter code of the language, or ``None`` if there is too little to tell.

    >>> language_of("Recalling its resolutions on the report of the Council, and in the light of the Charter")
    'en'
    """
    sample = text[:_SAMPLE]
    script = _script(sample)
    return _latin(sample) if script == "latin" else script


# A Chinese character says as much as three letters, and Latin names stand in every text.
_SCRIPTS = {
    "latin": (re.compile("[A-Za-z\u00c0-\u024f]"), 1),
    "ru": (re.compile("[\u0400-\u052f]"), 1),
    "ar": (re.compile("[\u0620-\u077f\ufb50-\ufeff]"), 1),
    "zh": (re.compile("[\u3400-\u9fff]"), 3),
}


def _script(sample: str) -> str | None:
    counts = {name: weight * len(pattern.findall(sample)) for name, (pattern, weight) in _SCRIPTS.items()}
    best = max(counts, key=counts.__getitem__)
    return best if sum(counts.values()) >= 20 else None


def _latin(sample: str) -> str | None:
    words = Counter(_WORD.findall(sample.lower()))
    scores = {code: sum(words[word] for word in common) for code, common in _WORDS.items()}
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] >= 4 else None
