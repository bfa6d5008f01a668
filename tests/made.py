"""Small files made by hand, for tests of the readers: OOXML Word, PDF, and the streams of a binary Word file."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from loaders.sources import RawFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def raw(data: bytes | str, file: str = "made") -> RawFile:
    """Bytes as a source would give them."""
    return RawFile(file, f"/somewhere/{file}", data.encode() if isinstance(data, str) else data)


def run(text: str) -> str:
    """A text as a run; ``{7}`` becomes a reference to the footnote of id 7, ``~`` a no-break hyphen."""
    pieces = []
    for piece in re.split(r"(\{\d+\}|\t|~)", text):
        if re.fullmatch(r"\{\d+\}", piece):
            pieces.append(f'<w:r><w:footnoteReference w:id="{piece[1:-1]}"/></w:r>')
        elif piece == "\t":
            pieces.append("<w:r><w:tab/></w:r>")
        elif piece == "~":
            pieces.append("<w:r><w:noBreakHyphen/></w:r>")
        elif piece:
            pieces.append(f'<w:r><w:t xml:space="preserve">{escape(piece)}</w:t></w:r>')
    return "".join(pieces)


def paragraph(content: str, properties: str = "") -> str:
    """A paragraph of ready-made runs."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def docx(
    body: Sequence[str],
    notes: dict[int, str] | None = None,
    heads: Sequence[str] = (),
    parts: dict[str, str] | None = None,
) -> bytes:
    """A Word file: ``body`` holds texts (see `run`) or, starting with ``<``, ready-made XML."""
    inner = "".join(text if text.startswith("<") else paragraph(run(text)) for text in body)
    files = {"word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{inner}</w:body></w:document>'}
    if notes:
        each = "".join(f'<w:footnote w:id="{key}">{paragraph(run(text))}</w:footnote>' for key, text in notes.items())
        files["word/footnotes.xml"] = f'<w:footnotes xmlns:w="{W}">{each}</w:footnotes>'
    if heads:
        lines = "".join(paragraph(run(line)) for line in heads)
        files["word/header1.xml"] = f'<w:hdr xmlns:w="{W}">{lines}</w:hdr>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**files, **(parts or {})}.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return buffer.getvalue()


def _shown(text: str, size: float) -> str:
    """The operators that print a line; ``{1}`` is a raised mark."""
    pieces = []
    for piece in re.split(r"(\{[^}]{1,3}\})", text):
        raised = re.fullmatch(r"\{([^}]{1,3})\}", piece)
        plain = (raised[1] if raised else piece).replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        if raised:
            pieces.append(f"/F1 {size * 0.65:.2f} Tf {size * 0.35:.2f} Ts ({plain}) Tj 0 Ts /F1 {size} Tf")
        elif plain:
            pieces.append(f"({plain}) Tj")
    return " ".join(pieces)


Line = tuple[float, float, float, str]


def pdf(pages: Sequence[Sequence[Line]], trailer: str = "") -> bytes:
    """A PDF of lines (x, y, size, text) in Times; letters are Latin-1."""
    count = len(pages)
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {count}/Kids[{' '.join(f'{4 + 2 * i} 0 R' for i in range(count))}]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>",
    ]
    for i, lines in enumerate(pages):
        content = "\n".join(f"BT /F1 {s} Tf {x} {y} Td {_shown(text, s)} ET" for x, y, s, text in lines)
        size = len(content.encode("cp1252"))
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {5 + 2 * i} 0 R>>"
        )
        objects.append(f"<</Length {size}>>stream\n{content}\nendstream")
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    offsets = []
    for number, text in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(f"{number} 0 obj\n{text}\nendobj\n".encode("cp1252"))
    start = out.tell()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode())
    out.write(f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def resolution_lines() -> list[Line]:
    """A page with masthead, cover, two preambular paragraphs, an operative one, closing and two notes."""
    body = [
        (450, 740, 10, "A/RES/67/225"), (120, 730, 14, "United Nations"), (400, 700, 10, "Distr.: General"),
        (400, 688, 10, "9 April 2013"), (60, 600, 10, "Sixty-seventh session"), (60, 588, 10, "Agenda item 24 (b)"),
        (123, 560, 14, "Resolution adopted by the General Assembly"), (123, 545, 14, "on 21 December 2012"),
        (123, 520, 10, "[on the report of the Second Committee (A/67/441/Add.2)]"),
        (85, 495, 12, "67/225. Industrial development cooperation"), (147, 470, 10, "The General Assembly,"),
        (147, 452, 10, "Recalling the United Nations Millennium Declaration,{1} the Monterrey Consensus of"),
        (123, 440, 10, "the International Conference on Financing for Development{2} and the capacity-"),
        (123, 428, 10, "building programme of the Organization, which was welcomed by all of the Member States,"),
        (147, 410, 10, "Stressing the importance of industrial cooperation,"),
        (147, 392, 10, "1. Takes note of the report of the Director General;"),
        (147, 374, 10, "2. Requests the Secretary-General to report to it at its next session."),
        (400, 350, 10, "61st plenary meeting"), (400, 338, 10, "21 December 2012"),
        (100, 110, 8, "__________________"), (123, 98, 8.5, "{1} Resolution 55/2."),
        (123, 86, 8.5, "{2} Report of the International Conference, 18-22 March 2002 (A/CONF.198/11),"),
        (123, 75, 8.5, "chap. I, resolution 1, annex."), (60, 40, 10, "12-49210"),
    ]  # fmt: skip
    return [(float(x), float(y), float(s), t) for x, y, s, t in body]


def word_streams(
    body: str,
    notes: Sequence[str] = (),
    headers: str = "",
    flags: int = 0,
    packed: bool = False,
    sprms: bytes = b"",
    at: int = 0,
) -> dict[str, bytes]:
    """The two streams of a binary Word file; ``\\x02`` in ``body`` is a footnote's mark.

    ``sprms`` are properties of the one character at CP ``at``.
    """
    story = "".join(f"\x02{note}\r" for note in notes) + ("\r" if notes else "")
    text = body + story + headers
    start = 0x800
    data = text.encode("cp1252") if packed else text.encode("utf-16-le")
    width = 1 if packed else 2
    clx = (
        b"\x02"
        + struct.pack("<I", 16)
        + struct.pack("<IIHIH", 0, len(text), 0, (start * 2) | 0x40000000 if packed else start, 0)
    )
    positions = [i for i, char in enumerate(body) if char == "\x02"]
    references = struct.pack(f"<{len(positions) + 1}I", *positions, len(body)) + struct.pack(
        f"<{len(positions)}H", *[1] * len(positions)
    )
    bounds, total = [0], 0
    for note in notes:
        total += len(note) + 2
        bounds.append(total)
    texts = struct.pack(f"<{len(bounds) + 1}I", *bounds, total + 1)
    page = bytearray(512)
    first = start + at * width
    struct.pack_into("<4I", page, 0, start, first, first + width, start + len(data))
    page[16:19] = bytes([0, 200, 0])
    page[400 : 401 + len(sprms)] = bytes([len(sprms)]) + sprms
    page[511] = 3
    number = (start + len(data) + 511) // 512
    characters = struct.pack("<III", start, start + len(data), number)
    tables, places = b"", {}
    for index, table in ((2, references if notes else b""), (3, texts if notes else b""), (12, characters), (33, clx)):
        places[index] = (len(tables), len(table))
        tables += table
    main = bytearray(start) + data
    main += bytes(number * 512 - len(main)) + page
    struct.pack_into("<HH", main, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", main, 0x0A, flags)
    struct.pack_into("<3i", main, 0x4C, len(body), len(story), len(headers))
    for index, (offset, length) in places.items():
        struct.pack_into("<II", main, 0x9A + 8 * index, offset, length)
    return {"WordDocument": bytes(main), "0Table": tables}
