"""The encoding of a text file: read where it is sure, asked where it is not, refused where it is mixed."""

import pytest

from data.problems import Refused
from data.reading import read

HEAD = "Product,Month,Revenue"


def opened(folder, content):
    (folder / "sales.csv").write_bytes(content)
    return read.open_workbook(folder / "sales.csv", "sales.csv")


def book(folder, encoding, *names):
    return opened(folder, "\n".join([HEAD, *(f"{name},2025-01,5" for name in names), ""]).encode(encoding))


WESTERN = [
    "Größe",
    "Café crème",
    "Señal",
    "Blåbær",
    "Ação São",
    "Città",
    "L’été",
    "naïve – œuvre",
    "€ Ware",
    "Maß 5 m²",
    "Budget (£million)",
    "£k",
    "Size 2½",
]


@pytest.mark.parametrize("name", WESTERN)
def test_names_of_the_west_are_read_with_a_note(tmp_path, name):
    workbook = book(tmp_path, "cp1252", "Plain", name)
    assert (workbook.sheets[0].cell(3, 1), workbook.encodings, workbook.notes) == (name, (), ("encoding",))


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("cp1251", ["Продукт", "Молоко", "Сыр"]),
        ("koi8_r", ["Продукт", "Молоко", "Сыр"]),
        ("cp866", ["Продукт", "Молоко", "Сыр"]),
        ("cp1253", ["Προϊόν", "Γάλα", "Τυρί"]),
        ("cp1250", ["Łódź", "Śruba", "Wąż"]),
        ("cp1250", ["Příbram", "Šroub", "Žárovka"]),
        ("cp1254", ["Işık", "Ağaç", "Kağıt"]),
        ("mac_roman", ["Größe", "Über", "Öl"]),
        ("cp850", ["Größe", "Über", "Öl"]),
        ("gb18030", ["产品", "牛奶", "奶酪"]),
        ("shift_jis", ["プロダクト", "牛乳", "チーズ"]),
    ],
)
def test_other_encodings_are_asked_with_the_names_as_each_would_read_them(tmp_path, encoding, names):
    workbook = book(tmp_path, encoding, *names)
    assert encoding in workbook.encodings
    assert workbook.read_in(encoding).first_names() == names
    (question,) = read.read(workbook, read.mapping_of(workbook)).refusals
    assert (question.code, question.choices) == ("ask_encoding", workbook.encodings)
    assert f"{encoding} reads “{'”, “'.join(names)}”" in question.sentence


@pytest.mark.parametrize("encoding", ["cp1251", "cp1253", "cp1250"])
def test_the_likeliest_encoding_stands_first(tmp_path, encoding):
    names = {"cp1251": ["Молоко", "Хлеб"], "cp1253": ["Γάλα", "Τυρί"], "cp1250": ["Wąż", "Śruba", "Gałąź"]}
    assert book(tmp_path, encoding, *names[encoding]).encodings[0] == encoding


@pytest.mark.parametrize("later", ["cp1252", "cp1251"])
def test_a_file_of_two_encodings_is_refused_with_where(tmp_path, later):
    other = {"cp1252": "Größe", "cp1251": "Молоко"}[later]
    content = f"{HEAD}\nÅland,2025-01,5\n".encode() + f"{other},2025-01,5\n".encode(later)
    with pytest.raises(Refused) as refused:
        opened(tmp_path, content)
    assert str(refused.value) == (
        "sales.csv, row 3: expected one encoding, found text that is not UTF-8, while row 2 is. "
        "Export it again as UTF-8."
    )


def test_two_encodings_in_one_row_are_refused_too(tmp_path):
    with pytest.raises(Refused, match="row 2: expected one encoding, found text that is not UTF-8, while row 2 is"):
        opened(tmp_path, b"Product,Region\n" + "Åland".encode() + b"," + "Süd".encode("cp1252") + b"\n")
