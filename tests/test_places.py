"""Gazetteers of every shape, what is wrong with them, and which place a name stands for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from riwaya.annotate import gazetteers, pipeline, places
from riwaya.annotate.places_resolve import kilometres
from riwaya.errors import RulesError
from riwaya.model import Article
from riwaya.rules import Tools

OCHA = """gov_ar\tdist_ar\tsub_ar\tname_en\tname_ar\tpcode\ttype\tlon\tlat
نهران\tالمركز\tالمركز\tTell Qirtas\tتل قرطاس\tN1\tC\t48.433\t34.612
نهران\tعوسان\tعوسان\tMarj\tمرج عوسان\tN2\tC\t48.212\t34.085
نهران\tعوسان\tعوسان\tSafa\tالصفا_الصفوة\tN3\tC\t48.220\t34.090
نهران\tعوسان\tعوسان\tNahda\tالنهضة عوسان\tN4\tC\t48.240\t34.095
نهران\tالمركز\tالمركز\tBir\tبئر الجص\tN5\tC\t48.430\t34.600
"""


def kept(tmp_path: Path, content: str, name: str = "places.tsv") -> gazetteers.Gazetteer:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return gazetteers.read(path)


def refused(tmp_path: Path, content: str, name: str = "places.csv") -> str:
    with pytest.raises(RulesError) as error:
        kept(tmp_path, content, name)
    return str(error.value)


def test_ocha_table(tmp_path: Path) -> None:
    found = kept(tmp_path, OCHA)
    assert [row.name for row in found.rows][:2] == ["تل قرطاس", "مرج عوسان"]
    assert found.rows[0].admin == ("نهران", "المركز", "المركز")
    assert (found.rows[0].lat, found.rows[0].lon, found.rows[0].kind) == (34.612, 48.433, "community")
    assert found.rows[2].forms == ("الصفا", "الصفوة")
    assert found.rows[3].forms == ("النهضة",)


def test_geonames_dump(tmp_path: Path) -> None:
    row = [
        "101",
        "Tell Qirtas",
        "Tell Qirtas",
        "Tall Qirtas,تل قرطاس",
        "34.612",
        "48.433",
        "P",
        "PPL",
        "XX",
        "",
        "",
        "",
        "",
        "",
        "5200",
        "",
        "",
        "",
        "2020-01-01",
    ]
    nameless = ["102", "Nowhere", "Nowhere", "", "1", "2", "P", "PPL", "XX", *[""] * 10]
    found = kept(tmp_path, "\t".join(row) + "\n" + "\t".join(nameless) + "\n", "XX.txt")
    assert [(one.id, one.name, one.population, one.country) for one in found.rows] == [("101", "تل قرطاس", 5200, "XX")]


def test_geojson(tmp_path: Path) -> None:
    square = [[[48.0, 34.0], [49.0, 34.0], [49.0, 35.0], [48.0, 35.0]]]
    features: list[dict[str, Any]] = [
        {
            "type": "Feature",
            "properties": {"name_ar": "تل قرطاس", "pcode": "N1"},
            "geometry": {"type": "Point", "coordinates": [48.4, 34.6]},
        },
        {"type": "Feature", "properties": {"name_ar": "نهران", "pcode": "N"}, "geometry": {"type": "Polygon", "coordinates": square}},
    ]
    found = kept(tmp_path, json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False), "places.geojson")
    assert [(row.name, row.lat, row.lon) for row in found.rows] == [("تل قرطاس", 34.6, 48.4), ("نهران", 34.5, 48.5)]


def test_comment_lines_stand_before_the_header(tmp_path: Path) -> None:
    found = kept(tmp_path, "# free to use\nid,name_ar,lat,lon\na,تل قرطاس,34.6,48.4\n", "places.csv")
    assert found.rows[0].name == "تل قرطاس"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "is empty"),
        ("a,b\n1,2\n", "no column for name, lat, lon"),
        ("name_ar,lat,lon\nتل,x,y\n", "no usable place"),
        ("name_ar,lat,lon\nTell,1,2\n", "no Arabic name"),
        ("name_ar,lat,lon\nتل قرطاس,136.2,37.1\n", "swapped"),
        ("{", "not well-formed JSON"),
        ('{"a": 1}', "no GeoJSON"),
    ],
)
def test_what_cannot_be_a_gazetteer(tmp_path: Path, content: str, says: str) -> None:
    message = refused(tmp_path, content)
    assert says in message
    assert "places.csv" in message


def test_a_missing_file_and_one_that_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="cannot be read"):
        gazetteers.read(tmp_path / "none.csv")
    (tmp_path / "binary.csv").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(RulesError, match="not UTF-8"):
        gazetteers.read(tmp_path / "binary.csv")


def test_rows_that_are_wrong_are_left_out_and_named(tmp_path: Path) -> None:
    rows = ["id,name_ar,lat,lon"] + [f"p{number},قرية {name},34.{number},48.{number}" for number, name in enumerate("ابتثجح")]
    rows += ["p1,قرية أخرى,34.5,48.5", "s,المقلوبة,48.2,34.2", "g,البعيدة,134.0,48.0", "e,الناقصة,,"]
    found = kept(tmp_path, "\n".join(rows), "places.csv")
    assert len(found.rows) == 6
    text = "\n".join(found.skipped)
    assert "stands twice" in text
    assert "look swapped" in text
    assert "outside the globe" in text
    assert "missing or no numbers" in text


def test_added_gazetteers_are_kept_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "nahran.tsv"
    path.write_text(OCHA, encoding="utf-8")
    added = places.add_gazetteer(path, tmp_path / "store")
    assert added.places == 5
    assert gazetteers.read(added.path).rows == gazetteers.read(path).rows


@pytest.fixture(scope="module")
def with_nahran(tmp_path_factory: pytest.TempPathFactory) -> Tools:
    path = tmp_path_factory.mktemp("gazetteer") / "nahran.tsv"
    twins = "سافان\tالجبل\tالجبل\tMarj\tمرج عوسان\tS2\tC\t45.100\t32.100\nسافان\tالجبل\tالجبل\tSafan\tسافان\tS1\tC\t45.000\t32.000\n"
    path.write_text(OCHA + twins + "نهران\tالمركز\tالمركز\tNahran\tنهران\tN0\tC\t48.400\t34.500\n", encoding="utf-8")
    return pipeline.load_tools([path])


def spot(text: str, name: str, tools: Tools) -> dict[str, Any]:
    reading = pipeline.read(Article("case", text), tools)
    return dict(next(one.resolved for one in reading.mentions if one.span.of(text) == name and one.resolved))


def test_a_users_place_is_found_and_has_coordinates(with_nahran: Tools) -> None:
    got = spot("سقطت قذيفة في تل قرطاس صباح اليوم", "تل قرطاس", with_nahran)
    assert (got["lat"], got["lon"]) == (34.612, 48.433)
    assert got["gazetteer"] == "nahran"


def test_the_unit_named_with_a_place_decides_between_twins(with_nahran: Tools) -> None:
    assert spot("سقطت قذيفة في قرية مرج عوسان بريف نهران", "مرج عوسان", with_nahran)["lat"] == 34.085
    assert spot("سقطت قذيفة في قرية مرج عوسان بريف سافان", "مرج عوسان", with_nahran)["lat"] == 32.100


def test_twins_without_context_are_left_open(with_nahran: Tools) -> None:
    got = spot("سقطت قذيفة في قرية مرج عوسان", "مرج عوسان", with_nahran)
    assert got["lat"] is None
    assert len(got["candidates"]) == 2
    assert "several places" in got["reason"]


def test_none_of_these(tools: Tools) -> None:
    got = spot("سقطت قذيفة في قرية قشقلون", "قشقلون", tools)
    assert (got["lat"], got["method"], got["candidates"]) == (None, "none", [])


def test_countryside_and_directions_are_areas(tools: Tools) -> None:
    rural = spot("قصف على ريف حلب الشمالي", "ريف حلب الشمالي", tools)
    assert (rural["method"], rural["precision_km"]) == ("area", 30.0)
    town = spot("انفجار في مدينة حلب", "حلب", tools)
    north = spot("انفجار شمال مدينة حلب", "حلب", tools)
    assert town["precision_km"] < north["precision_km"]
    assert kilometres((town["lat"], town["lon"]), (36.2, 37.16)) < 6


def test_the_country_of_the_text_weighs(tools: Tools) -> None:
    text = "شهدت سوريا هدوءاً في إدلب وحماة، وقصفت الطائرات مدينة أريحا"
    assert kilometres((spot(text, "أريحا", tools)["lat"], spot(text, "أريحا", tools)["lon"]), (35.81, 36.61)) < 6


@pytest.mark.parametrize(("file", "least"), [("syria-pcodes.tsv", 7500), ("iraq-admin.csv", 100), ("opensyria-districts.json", 50)])
def test_real_tables(shared: Path | None, file: str, least: int) -> None:
    if shared is None:
        pytest.skip("no shared data")
    assert len(gazetteers.read(shared / "data" / "places" / file).rows) >= least
