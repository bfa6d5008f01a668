"""Heads without a number: "the present resolution", "that resolution", "its previous resolutions".

A mention that points back is accepted only where its antecedent stands in the same paragraph or the
one before (FORMS 2.6); a class of texts is kept as generic; a noun that cites nothing ("peaceful
resolution of the conflict") is no mention.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from loaders.records import Kind, Status
from loaders.references import dates, pinpoints
from loaders.references.context import Context, Text
from loaders.references.frames import Frame
from loaders.references.mention import Mention
from loaders.references.names import Hint

__all__ = ["find", "statements"]

_SELF = re.compile(r"\b(?:[Tt]he present|[Tt]his) $")
_BACK = re.compile(
    r"\b(?:[Tt]hat|[Tt]he same|[Tt]he said|[Tt]hose|[Tt]hese|[Ss]uch|[Tt]he (?:above-mentioned|abovementioned|aforementioned|aforesaid|latter)|both|[Bb]oth of those)(?: (?:two|three|four|several|above-mentioned|aforementioned))? $"
)
_CLASS = re.compile(
    r"\b(?:previous|earlier|prior|past|preceding|relevant|pertinent|applicable|subsequent|later|other|all|recent|various|many|numerous|several|existing|additional|related|further|successive|above-mentioned)(?:,? (?:and )?[a-z\-]+){0,4} $|\b(?:its|their|all) $",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?: adopted)?(?: (?:of|by) (?:the|its)\b| on th(?:is|e|at) |,? concerning | relating to | on the subject| on this matter| in this regard| in that regard| on this question)"
)


_LONGEST_NAME = 90
_MEMORY = 40  # mentions of the same text that "that resolution" may look back on
_OF = re.compile(r"(?: adopted)? (?:of|by) (?:the )?(?=[A-Z])|(?: adopted)? (?:of|by) these ")


def find(text: Text, heads: list[Frame], own: list[Mention], before: list[Mention], context: Context) -> list[Mention]:
    """The mentions that the numberless ``heads`` make; ``own`` are this text's, ``before`` the earlier ones, in order."""
    found: list[Mention] = []
    ends = [mention.end for mention in own]
    for head in heads:
        last = bisect_right(ends, head.head_start)
        earlier = own[max(0, last - _MEMORY) : last]
        mention = _mention(text, head, [*before, *earlier], context)
        if mention is not None:
            found.append(mention)
    return found


def _mention(text: Text, head: Frame, before: list[Mention], context: Context) -> Mention | None:
    if head.kind == "statement":
        return None
    left = text.plain[max(0, head.head_start - 80) : head.head_start]
    kind = Kind(head.kind)
    if match := _SELF.search(left):
        own = str(context.symbol) if context.symbol else None
        fits = context.symbol is not None and context.symbol.kind == kind
        target = own if fits else None
        return _made(
            text, head, head.head_start - len(match.group()), kind, Status.CONTEXTUAL, "the text itself", target
        )
    if match := _BACK.search(left):
        return _back(text, head, head.head_start - len(match.group()), kind, before)
    plural_class = head.plural and (_CLASS.search(left) or head.bodies or _ABOUT.match(text.plain, head.head_end))
    if plural_class and not head.bodies and (of := _OF.match(text.plain, head.head_end)):
        plural_class = bool(text.bodies(of.end(), of.end() + _LONGEST_NAME)[:1])
    if plural_class or (_CLASS.search(left) and head.own and kind is Kind.RESOLUTION):
        return _made(text, head, head.start, kind, Status.GENERIC, "a class of texts, none of them named")
    return None


def _back(text: Text, head: Frame, start: int, kind: Kind, before: list[Mention]) -> Mention:
    """The antecedent of "that resolution": the last numbered one, if it is of the same kind."""
    numbered = [
        mention for mention in before if mention.kind is kind and mention.cited and mention.status is Status.RESOLVED
    ]
    if not numbered or head.plural:
        reason = "points back to several texts" if numbered else "points back to a text that is not named before"
        return _made(text, head, start, kind, Status.CONTEXTUAL, reason)
    last = numbered[-1]
    return _made(
        text, head, start, kind, Status.CONTEXTUAL, f"the last {kind} named before it", last.target, last.cited
    )


def _made(
    text: Text,
    head: Frame,
    start: int,
    kind: Kind,
    status: Status,
    reason: str,
    target: str | None = None,
    cited: str | None = None,
) -> Mention:
    end = head.head_end
    pin = pinpoints.before(text.plain, start)
    return Mention(
        start=start,
        end=end,
        phrase=pin.start if pin else start,
        reach=end,
        target_part=pin.words if pin else None,
        kind=kind,
        target=target,
        cited=cited or target,
        status=status,
        reason=reason,
    )


_STATEMENT = re.compile(
    r"(?:(?:[Tt]he|[Ii]ts|[Tt]heir) )?(?:[Pp]residential [Ss]tatements?|[Ss]tatements? (?:of|by) (?:its|the) President)(?! of the (?:General|Human|Republic|United|International))(?: of the (?:Security )?Council)?"
)
_SYMBOL_NEAR = re.compile(r"[^.;]{0,140}?S/PRST/")


def statements(text: Text) -> list[Mention]:
    """Statements by the President of the Security Council that are named without their symbol."""
    if not text.hints & Hint.STATEMENT:
        return []
    found = []
    for match in _STATEMENT.finditer(text.plain):
        if _SYMBOL_NEAR.match(text.plain, match.end()) or re.match(
            r" (?:19|20)\d\d/", text.plain[match.end() : match.end() + 6]
        ):
            continue
        dated = dates.after(text.plain, match.end())
        plural = "tatements" in match.group()
        status, reason = (
            (Status.GENERIC, "a class of statements")
            if plural and not dated
            else (
                Status.UNKNOWN,
                "the statement is named by its date only" if dated else "the statement is not identified",
            )
        )
        found.append(
            Mention(
                start=match.start(),
                end=match.end(),
                phrase=match.start(),
                reach=dated.end if dated else match.end(),
                kind=Kind.STATEMENT,
                date=dated.date if dated else None,
                status=status,
                reason=reason,
            )  # fmt: skip
        )
    return found
