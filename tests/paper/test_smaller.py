"""The set file made smaller: what may go and what must stay as it was."""

from __future__ import annotations

import io

import numpy as np
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion.paper import smaller

#: A file that the streams belong to: they do not keep it alive.
OWNER = pikepdf.new()


def stream(content: bytes, **entries) -> pikepdf.Stream:
    made = pikepdf.Stream(OWNER, content)
    for name, value in entries.items():
        made[f"/{name}"] = value
    return made


def shortened(content: bytes) -> bytes:
    found = stream(content)
    smaller.shorten_numbers(found)
    return found.read_bytes()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"1 0 0 -1 65.19685 788.0315 cm", b"1 0 0 -1 65.19 788.03 cm"),
        (b"-392.60675 -7.976543 Td", b"-392.60 -7.976 Td"),
        (b"0.0012367173 0 0 0.34509805 scn", b"0.00123 0 0 0.34509 scn"),
        (b"9.4 Tf 44.00003", b"9.4 Tf 44.00"),
        (b"(\x00\x15)14(\x00.\x00\x03) 3.5 Td", b"(\x00\x15)14(\x00.\x00\x03) 3.5 Td"),
    ],
)
def test_numbers_lose_the_decimals_that_nobody_sees(before, after):
    assert shortened(before) == after


@given(st.lists(st.floats(-9000, 9000, allow_nan=False), min_size=1, max_size=8))
def test_no_place_moves_by_more_than_a_hundredth_of_a_point(numbers):
    written = " ".join(f"{number:.7f}" for number in numbers).encode()
    for before, after in zip(written.split(), shortened(written).split(), strict=True):
        assert abs(float(before) - float(after)) < 0.01
        if abs(float(before)) < 1:
            assert abs(float(before) - float(after)) < 1e-5


def picture(points: np.ndarray, **entries) -> pikepdf.Stream:
    high, wide, _ = points.shape
    return stream(
        points.astype(np.uint8).tobytes(), Width=wide, Height=high, BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceRGB, **entries,
    )  # fmt: skip


def shown(thing: pikepdf.Stream) -> np.ndarray:
    """Return the colours of a picture's points as a reader of the file finds them."""
    kind, _, last, table = thing.ColorSpace
    assert kind == "/Indexed"
    colours = np.frombuffer(bytes(table), np.uint8).reshape(-1, 3)
    assert len(colours) == last + 1
    return colours[np.frombuffer(thing.read_bytes(), np.uint8)]


def test_a_picture_of_few_colours_takes_one_byte_a_point_and_shows_the_same():
    points = np.array([[[255, 255, 255], [0, 88, 143]], [[0, 88, 143], [1, 2, 3]]])
    thing = picture(points)
    smaller.few_colours(thing)
    assert len(thing.read_bytes()) == 4
    assert (shown(thing) == points.reshape(-1, 3)).all()


@pytest.mark.parametrize(
    "thing",
    [
        picture(np.arange(300 * 3).reshape(30, 10, 3) // np.array([1, 1, 256])),
        stream(b"\x01\x02", Width=2, Height=1, BitsPerComponent=8,
               ColorSpace=pikepdf.Name.DeviceGray),
        stream(b"\x01\x02\x03", Width=1, Height=1, BitsPerComponent=16,
               ColorSpace=pikepdf.Name.DeviceRGB),
        stream(b"\x01\x02\x03", Width=1, Height=1, BitsPerComponent=8),
    ],
    ids=["more than 256 colours", "grey", "two bytes a colour", "no colours named"],
)  # fmt: skip
def test_another_picture_stays_as_it_is(thing):
    content, space = thing.read_bytes(), thing.get("/ColorSpace")
    smaller.few_colours(thing)
    assert thing.read_bytes() == content and thing.get("/ColorSpace") == space


def tagged(*cells: pikepdf.Dictionary) -> pikepdf.Pdf:
    """Return a PDF of one page whose tags are the given elements."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    page.Contents = pikepdf.Stream(pdf, b"1 0 0 1 10.123456 2 cm")
    held = [pdf.make_indirect(cell) for cell in cells]
    pdf.Root.StructTreeRoot = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=pikepdf.Array(held),
                           IDTree=pikepdf.Dictionary(Names=pikepdf.Array([])))
    )  # fmt: skip
    return pdf


def element(name: str, *attributes: dict, **entries) -> pikepdf.Dictionary:
    made = pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name(name), **entries)
    if attributes:
        made.A = pikepdf.Array([pikepdf.Dictionary(one) for one in attributes])
    return made


SCOPE = {"/O": pikepdf.Name.Table, "/Scope": pikepdf.Name.Column}
BORDER = {"/O": pikepdf.Name.Layout, "/BorderThickness": 1, "/BorderStyle": pikepdf.Name.Solid}


def test_cells_keep_their_scope_and_lose_their_look():
    pdf = tagged(element("/TH", SCOPE, BORDER, ID=pikepdf.String("x")), element("/TD", BORDER))
    smaller.plain_cells(pdf)
    head, cell = pdf.Root.StructTreeRoot.K
    assert [dict(one.items()) for one in head.A] == [SCOPE]
    assert "/A" not in cell and "/ID" not in head and "/Type" not in cell
    assert "/IDTree" not in pdf.Root.StructTreeRoot


def test_names_that_something_else_carries_stay():
    pdf = tagged(element("/Note", ID=pikepdf.String("note")), element("/TH", SCOPE))
    smaller.plain_cells(pdf)
    assert pdf.Root.StructTreeRoot.K[0].ID == "note" and "/IDTree" in pdf.Root.StructTreeRoot


def test_the_same_file_gives_the_same_bytes_and_reads_as_before():
    def saved() -> bytes:
        out = io.BytesIO()
        smaller.save(tagged(element("/TD", BORDER)), out)
        return out.getvalue()

    assert saved() == saved()
    with pikepdf.open(io.BytesIO(saved())) as pdf:
        assert pdf.pages[0].Contents.read_bytes() == b"1 0 0 1 10.12 2 cm"
        assert pdf.Root.StructTreeRoot.K[0].S == "/TD"
