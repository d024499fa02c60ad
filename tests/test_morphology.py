"""Conjugation against a paradigm printed in any grammar (Ryding 2005, chapters 21 to 32), for each weak class."""

from __future__ import annotations

import pytest

from riwaya.errors import RulesError
from riwaya.fold import fold
from riwaya.morphology import adjective, noun, verb

PAST = ("3ms", "3fs", "3md", "3fd", "3mp", "3fp", "2ms", "2d", "2mp", "2fp", "1s", "1p")
# lemma, present: the past in the order above, then present 3ms 3fs 3mp 3fp 1s 1p, then the third person masculine of the jussive
PARADIGMS = {
    ("كتب", "يكتب"): "كتب كتبت كتبا كتبتا كتبوا كتبن كتبت كتبتما كتبتم كتبتن كتبت كتبنا / يكتب تكتب يكتبون يكتبن أكتب نكتب / يكتب",
    ("قال", "يقول"): "قال قالت قالا قالتا قالوا قلن قلت قلتما قلتم قلتن قلت قلنا / يقول تقول يقولون يقلن أقول نقول / يقل",
    ("نفى", "ينفي"): "نفى نفت نفيا نفتا نفوا نفين نفيت نفيتما نفيتم نفيتن نفيت نفينا / ينفي تنفي ينفون ينفين أنفي ننفي / ينف",
    ("دعا", "يدعو"): "دعا دعت دعوا دعتا دعوا دعون دعوت دعوتما دعوتم دعوتن دعوت دعونا / يدعو تدعو يدعون يدعون أدعو ندعو / يدع",
    ("شنّ", "يشن"): "شن شنت شنا شنتا شنوا شنن شننت شننتما شننتم شننتن شننت شننا / يشن تشن يشنون يشنن أشن نشن / يشن",
    ("وعد", "يعد"): "وعد وعدت وعدا وعدتا وعدوا وعدن وعدت وعدتما وعدتم وعدتن وعدت وعدنا / يعد تعد يعدون يعدن أعد نعد / يعد",
    ("أفاد", "يفيد"): "أفاد أفادت أفادا أفادتا أفادوا أفدن أفدت أفدتما أفدتم أفدتن أفدت أفدنا / يفيد تفيد يفيدون يفدن أفيد نفيد / يفد",
    ("احتل", "يحتل"): "احتل احتلت احتلا احتلتا احتلوا احتللن احتللت احتللتما احتللتم احتللتن احتللت احتللنا"
    " / يحتل تحتل يحتلون يحتللن أحتل نحتل / يحتل",
    ("بقي", "يبقى"): "بقي بقيت بقيا بقيتا بقوا بقين بقيت بقيتما بقيتم بقيتن بقيت بقينا / يبقى تبقى يبقون يبقين أبقى نبقى / يبق",
    ("أخذ", "يأخذ"): "أخذ أخذت أخذا أخذتا أخذوا أخذن أخذت أخذتما أخذتم أخذتن أخذت أخذنا / يأخذ تأخذ يأخذون يأخذن آخذ نأخذ / يأخذ",
    ("أعلن", "يعلن"): "أعلن أعلنت أعلنا أعلنتا أعلنوا أعلن أعلنت أعلنتما أعلنتم أعلنتن أعلنت أعلنا"
    " / يعلن تعلن يعلنون يعلن أعلن نعلن / يعلن",
    ("استعاد", "يستعيد"): "استعاد استعادت استعادا استعادتا استعادوا استعدن استعدت استعدتما استعدتم استعدتن استعدت استعدنا"
    " / يستعيد تستعيد يستعيدون يستعدن أستعيد نستعيد / يستعد",
}  # fmt: skip


def spelled(lemma: str, present: str, feature: str) -> set[str]:
    return {form.spelling for form in verb(lemma, present) if feature in form.features.split("|") and not form.bound}


@pytest.mark.parametrize("pair", PARADIGMS)
def test_the_whole_paradigm(pair: tuple[str, str]) -> None:
    past, present, jussive = (part.split() for part in PARADIGMS[pair].split("/"))
    for person, form in zip(PAST, past, strict=True):
        assert fold(form) in spelled(*pair, f"past.{person}"), (person, form)
    for person, form in zip(("3ms", "3fs", "3mp", "3fp", "1s", "1p"), present, strict=True):
        assert spelled(*pair, f"pres.{person}") == {fold(form)}, (person, form)
    feature = "pres.3ms.juss" if jussive != present[:1] else "pres.3ms"
    assert spelled(*pair, feature) == {fold(jussive[0])}


@pytest.mark.parametrize(
    ("lemma", "present", "past", "now"),
    [("قال", "يقول", "قيل", "يقال"), ("أفاد", "يفيد", "أفيد", "يفاد"), ("قاتل", "يقاتل", "قوتل", None), ("وعد", "يعد", None, "يوعد"),
     ("تبادل", "يتبادل", "تبودل", None), ("دعا", "يدعو", "دعي", "يدعى"), ("أخذ", "يأخذ", None, "يؤخذ"),
     ("استعاد", "يستعيد", "استعيد", "يستعاد")],
)  # fmt: skip
def test_passives_that_are_spelled_otherwise(lemma: str, present: str, past: str | None, now: str | None) -> None:
    assert spelled(lemma, present, "past.3ms.pass") == ({fold(past)} if past else set())
    assert spelled(lemma, present, "pres.3ms.pass") == ({fold(now)} if now else set())


@pytest.mark.parametrize(
    ("lemma", "present", "masdar", "active", "passive"),
    [("قتل", "يقتل", "قتل", "قاتل", "مقتول"), ("أكد", "يؤكد", "تأكيد", "مؤكد", "مؤكد"), ("قال", "يقول", "قول", "قائل", "مقول"),
     ("صرّح", "يصرح", "", "مصرح", "مصرح"), ("نفى", "ينفي", "نفي", "نافي", "منفي"), ("أضاف", "يضيف", "إضافة", "مضيف", "مضاف"),
     ("اتهم", "يتهم", "اتهام", "متهم", "متهم"), ("ادعى", "يدعي", "ادعاء", "مدع", "مدعى"), ("شنّ", "يشن", "شن", "شان", "مشنون")],
)  # fmt: skip
def test_participles(lemma: str, present: str, masdar: str, active: str, passive: str) -> None:
    forms = verb(lemma, present, (masdar,) if masdar else ())
    assert fold(active) in {form.spelling for form in forms if "ap.ms" in form.features.split("|")}
    assert fold(passive) in {form.spelling for form in forms if "pp.ms" in form.features.split("|")}


def test_a_form_one_verb_has_no_derived_participle() -> None:
    assert "مدفع" not in {form.spelling for form in verb("دفع", "يدفع", ("دفع",))}  # مدفع is a cannon


@pytest.mark.parametrize(("lemma", "bound"), [("إصابة", "اصابت"), ("قتلوا", None), ("مبنى", "مبنا")])
def test_bound_forms_of_nouns(lemma: str, bound: str | None) -> None:
    assert {form.spelling for form in noun(lemma) if form.bound} == ({bound} if bound else set())


def test_bound_forms_of_verbs() -> None:
    bound = {form.spelling for form in verb("اتهم", "يتهم") if form.bound}
    assert {"اتهمو", "يتهمو"} <= bound  # اتهموه they accused him


def test_a_final_t_of_the_root_is_written_before_that_of_the_feminine() -> None:
    assert spelled("لفت", "يلفت", "past.3fs") == {"لفتت"}
    assert spelled("لفت", "يلفت", "past.1s") == {"لفت"}


def test_sound_plurals() -> None:
    assert {form.spelling for form in noun("مقاتلون")} == {"مقاتلون", "مقاتلين", "مقاتلو", "مقاتلي"}
    assert {"مدنيون", "مدنيين", "مدنيه", "مدنيات"} <= {form.spelling for form in adjective("مدني")}


@pytest.mark.parametrize(("lemma", "present"), [("قال", "قال"), ("ق", "يقي"), ("أعلن", "إعلان")])
def test_what_is_no_verb_is_refused(lemma: str, present: str) -> None:
    with pytest.raises(RulesError, match="third person masculine singular"):
        verb(lemma, present)
