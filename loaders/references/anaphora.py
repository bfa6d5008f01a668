"""Heads without a number: "the present resolution", "that resolution", "its previous resolutions".

A mention that points back is accepted only where its antecedent stands in the same paragraph or the
one before (FORMS 2.6); a class of texts is kept as generic; a noun that cites nothing ("peaceful
resolution of the conflict") is no mention.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from msgspec.structs import replace

from loaders.records import Kind, Status
from loaders.references import dates, pinpoints
from loaders.references.context import Context, Text
from loaders.references.frames import Frame
from loaders.references.mention import Mention
from loaders.references.names import Hint
from loaders.references.patterns import prose

__all__ = ["find", "may_hold_statements", "statements"]

_DONE = prose(r"(?:\beffect to|implement(?:ing|ation of)?|compl(?:y|iance) with|adopting) [Tt]h(?:is|e present) $")
# "six months from the date of the adoption of the resolution", where none is named in the paragraph: its own
_OWN_ACT = prose(r"\b(?:date of the adoption|months on the implementation|progress in the implementation) of the $")
_THE = prose(r"(?:^|[ (])[Tt]he $")
_OF_ITS_OWN = prose(r" (?:of|on|to|adopted|concerning|entitled|contained|relating|thereon|in|is|was|under|or|that)\b|-")
_SELF = prose(r"\b(?:[Tt]he present|[Tt]his) $")
_BACK = prose(r"""
    \b(?:[Tt]hat|[Tt]he same|[Tt]he said|[Tt]hose|[Tt]hese|[Ss]uch
    |[Tt]he (?:above-mentioned|abovementioned|aforementioned|aforesaid|latter)|both|[Bb]oth of those)
    (?: (?:two|three|four|several|above-mentioned|aforementioned))? $
""")
_CLASSES = r"""
    \b(?:previous|predecessor|earlier|prior|past|preceding|relevant|pertinent|applicable|subsequent|later|other|all|recent
    |various|many|numerous|several|existing|additional|related|further|successive|above-mentioned)
"""
_CLASS = prose(
    rf"""
    {_CLASSES}
    (?:,? (?:and )?[a-z\-]{{1,40}}){{0,4}} $              # relevant human rights
    |\b(?:its|their|all) $
    """,
    re.IGNORECASE,
)
# Anybody takes decisions: "in all matters and decisions affecting their lives" is no class of texts.
_CLASS_OF_DECISIONS = prose(rf"{_CLASSES}(?: [a-z\-]{{1,40}})? $|\b(?:its|their|all) $", re.IGNORECASE)
_TO_COME = prose(r"\b(?:further|future|necessary) $")
_HEADING = "Other decisions"
_ABOUT = prose(r"""
    (?: adopted)?
    (?: (?:of|by) (?:the|its)\b| adopted (?:by it|thereon)\b| on th(?:is|e|at) | on (?=[a-z]{4})(?!which|whose|whom)
    |,? concerning | relating to | on the subject| on this matter
    | in this regard| in that regard| on this question)
""")
_OF = prose(r"(?: adopted)? (?:of|by) (?:the )?(?=[A-Z])|(?: adopted)? (?:of|by) these ")
_LEFT = 80  # characters before a head that its determiners may take
_LONGEST_NAME = 90
_MEMORY = 40  # mentions of the same text that "that resolution" may look back on


def find(text: Text, heads: list[Frame], own: list[Mention], before: list[Mention], context: Context) -> list[Mention]:
    """The mentions that the numberless ``heads`` make.

    ``own`` are the text's numbered mentions, ``before`` those of the paragraphs before it, in order.
    """
    found: list[Mention] = []
    ends = [mention.end for mention in own]
    for head in heads:
        last = bisect_right(ends, head.head_start)
        earlier = own[max(0, last - _MEMORY) : last]
        mention = _mention(text, head, before, earlier, context)
        if mention is not None:
            found.append(mention)
    return found


def _mention(
    text: Text, head: Frame, before: list[Mention], earlier: list[Mention], context: Context
) -> Mention | None:  # fmt: skip
    if head.kind == "statement":
        return None
    before = [*before, *earlier]
    left = text.plain[max(0, head.head_start - _LEFT) : head.head_start]
    match = _SELF.search(left)
    if match and (head.kind == "resolution" or not _of_resolution(context) or _DONE.search(left)):
        return _itself(text, head, head.head_start - len(match.group()), context)
    if left.endswith(("annex to the ", "annexed to the ")) and before and not head.plural:
        return _back(text, head, head.head_start - len("the "), before)
    if not (head.plural or earlier) and head.kind == "resolution" and _OWN_ACT.search(left):
        return _itself(text, head, head.head_start - len("the "), context)
    if left.endswith("of the ") and earlier and not head.plural:
        start = head.head_start - len("the ")
        if pinpoints.before(text.plain, start):  # "paragraph 1 of the resolution": the one named in this paragraph
            return _back(text, head, start, earlier)
    singular = head.kind == "resolution" and not head.plural and _THE.search(left)
    if singular and before and not _OF_ITS_OWN.match(text.plain, head.head_end):
        return _known(_back(text, head, head.head_start - len("the "), before))
    that = head.plural and text.plain.startswith(("that ", "That "), head.start)  # "to ensure that all decisions"
    if not that and (match := _BACK.search(left)):
        return _back(text, head, head.head_start - len(match.group()), before)
    if _is_class(text, head, left):
        start = head.start + (len("that ") if that else 0)
        return _made(text, head, start, Status.GENERIC, "a class of texts, none of them named")
    return None


def _of_resolution(context: Context) -> bool:
    return context.symbol is not None and context.symbol.kind == Kind.RESOLUTION


def _known(mention: Mention) -> Mention | None:
    """A mention that points back to something; else it is none: "the resolution of conflicts" told shortly."""
    return mention if mention.cited else None


def _itself(text: Text, head: Frame, start: int, context: Context) -> Mention:
    """The text that says "the present resolution", if it is one."""
    # What a body says of "this decision" in a resolution is said of the resolution.
    own = context.symbol if context.symbol and head.kind in (context.symbol.kind, "decision") else None
    itself = _made(text, head, start, Status.CONTEXTUAL, "the text itself", str(own) if own else None)
    return replace(itself, kind=own.kind) if own else itself


def _is_class(text: Text, head: Frame, left: str) -> bool:
    """Whether a head stands for a class of texts: "all relevant resolutions of the General Assembly"."""
    decision = head.kind == "decision"
    if decision and (_TO_COME.search(left) or text.plain == _HEADING):
        return False
    described = (_CLASS_OF_DECISIONS if decision else _CLASS).search(left) is not None
    about = head.kind == "resolution" and _ABOUT.match(text.plain, head.head_end)  # States take decisions on things too
    if head.head_start == 0 or text.plain.endswith("Resolutions and ", 0, head.head_start):
        return False  # "Resolutions adopted on the reports of the Third Committee": a page's heading
    if head.plural and (described or head.bodies or about):
        of = None if head.bodies else _OF.match(text.plain, head.head_end)
        if (
            of is None
            or text.plain.startswith("United Nations", of.end())
            or text.bodies(of.end(), of.end() + _LONGEST_NAME)
        ):
            return True
    return described and head.own and head.kind == "resolution"


def _back(text: Text, head: Frame, start: int, before: list[Mention]) -> Mention:
    """The antecedent of "that resolution": the last numbered one, if it is of the same kind."""
    numbered = [each for each in before if each.kind == head.kind and each.cited and each.status is Status.RESOLVED]
    if not numbered or head.plural:
        reason = "points back to several texts" if numbered else "points back to a text that is not named before"
        return _made(text, head, start, Status.CONTEXTUAL, reason)
    last = numbered[-1]
    reason = f"the last {head.kind} named before it"
    return _made(text, head, start, Status.CONTEXTUAL, reason, last.target, last.cited)


def _made(
    text: Text, head: Frame, start: int, status: Status, reason: str, target: str | None = None,
    cited: str | None = None,
) -> Mention:  # fmt: skip
    pin = pinpoints.before(text.plain, start)
    return Mention(
        start=start, end=head.head_end, phrase=pin.start if pin else start, reach=head.head_end,
        target_part=pin.words if pin else None, kind=Kind(head.kind), target=target, cited=cited or target,
        status=status, reason=reason,
    )  # fmt: skip


# --- statements -----------------------------------------------------------------------------------

_STATEMENT = prose(r"""
    (?:(?:[Tt]he|[Ii]ts|[Tt]heir) )?
    (?:[Pp]residential [Ss]tatements?
    |[Ss]tatements?(?: of \d{1,2} [A-Z][a-z]{2,8} \d{4})? (?:of|by) (?:its|the) [Pp]resident)
    (?! of the (?:General|Human|Republic|United|International))
    (?: of the (?:Security )?Council)?
    |(?<=resolutions and )(?:presidential )?statements(?= (?:on|pertaining|concerning|relating|regarding)\b|[,;])
    |[Ii]ts (?:previous|earlier) (?:presidential )?statements(?= (?:on|pertaining|concerning|relating|regarding)\b)
""")
_IN_PARTICULAR = prose(r"[^.;(]{0,60}?, (?:in particular|including|notably|especially)\b")
_SYMBOL_NEAR = prose(r"[^.;]{0,140}?S/PRST/| (?:19|20)\d\d/")


def may_hold_statements(text: Text) -> bool:
    """Whether ``text`` can name statements of the President at all."""
    return bool(text.hints & Hint.STATEMENT) or " statements" in text.plain


def statements(text: Text) -> list[Mention]:
    """Statements by the President of the Security Council that are named without their symbol."""
    if not may_hold_statements(text):
        return []
    found = _STATEMENT.finditer(text.plain)
    return [
        _statement(text, match)
        for match in found
        if not _SYMBOL_NEAR.match(text.plain, match.end()) or _is_class_of_statements(text, match)
    ]


def _is_class_of_statements(text: Text, match: re.Match[str]) -> bool:
    """Whether those named are some of a class: "the statements of its President, in particular those of"."""
    return "tatements" in match.group() and _IN_PARTICULAR.match(text.plain, match.end()) is not None


def _statement(text: Text, match: re.Match[str]) -> Mention:
    dated = dates.after(text.plain, match.end())
    status, reason = Status.UNKNOWN, "the statement is not identified"
    if dated:
        reason = "the statement is named by its date only"
    elif "tatements" in match.group():
        status, reason = Status.GENERIC, "a class of statements"
    return Mention(
        start=match.start(), end=match.end(), phrase=match.start(), reach=dated.end if dated else match.end(),
        kind=Kind.STATEMENT, date=dated.date if dated else None, status=status, reason=reason,
    )  # fmt: skip
