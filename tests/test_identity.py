"""Same bytes, same text, near copies, the page captured again: each told apart."""

from __future__ import annotations

from riwaya.model import Article
from riwaya.repair.identity import kinships

WIRE = (
    "قالت مصادر محلية إن طائرات حربية قصفت أطراف بلدة الزيتونة فجر الخميس، وأسفر القصف عن مقتل ثلاثة مدنيين وإصابة سبعة آخرين. "
    "وأضافت المصادر أن فرق الإسعاف نقلت المصابين إلى مشفى البلدة، وأن بعضهم في حالة خطرة. ونفى متحدث باسم الجيش استهداف أي موقع مدني."
)
OTHER = "عقد مجلس البلدة اجتماعاً بحث فيه إصلاح شبكة المياه ودعا الأهالي إلى ترشيد الاستهلاك حتى تنتهي الأعمال في الشهر المقبل."


def kinds(*articles: Article) -> dict[tuple[str, str], str]:
    return {(one.first, one.second): one.kind for one in kinships(articles)}


def test_each_kind_of_sameness() -> None:
    found = kinds(
        Article("a", WIRE, sha256="1"),
        Article("b", WIRE, sha256="1"),
        Article("c", WIRE.replace(" ", "  ").replace("أ", "ا"), sha256="2"),
        Article("d", "عاجل: " + WIRE.replace("ثلاثة", "أربعة"), sha256="3"),
        Article("e", OTHER, sha256="4"),
    )
    assert found["a", "b"] == "same-bytes"
    assert found["a", "c"] == found["b", "c"] == "same-text"
    assert found["a", "d"] == "near-copy"
    assert not any("e" in pair for pair in found)


def test_a_page_captured_again_with_its_difference() -> None:
    (one,) = kinships(
        [
            Article("a", f"{WIRE}\nشارك", url="https://wadi.example/1", sha256="1"),
            Article("b", f"{WIRE}\nتحديث: ارتفع العدد إلى خمسة", url="https://wadi.example/1/#x", sha256="2"),
        ]
    )
    assert one.kind == "recapture"
    assert one.difference == ("- شارك", "+ تحديث: ارتفع العدد إلى خمسة")
    assert 0.8 < one.similarity < 1


def test_order_does_not_matter() -> None:
    articles = [Article(str(number), f"{WIRE} {number}", sha256=str(number)) for number in range(6)]
    assert kinships(articles) == kinships(reversed(articles))
    assert len(kinships(articles)) == 15
