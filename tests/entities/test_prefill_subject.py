"""Whom a passage is about, from what stands around it; nobody where signs differ."""

import pytest

from entities.prefill import Known, Material, propose
from tests.prefill.measuring import properties
from tests.prefill.own_sentences import parsed

HEAD = "{Ann Roe:person}, chief executive"
ACME, ZENITH = "{Acme:company}", "{Zenith:company}"


def subject(written, language="en", latest=None):
    """Return whom the selection between < and > is about, or None."""
    return proposal(written, language, latest).subject


def proposal(written, language="en", latest=None):
    parsed_material, start, end = parsed(written, language)
    material = Material(**{**parsed_material.__dict__, "latest_subject": latest})
    return propose(material, start, end)


def told(written, language="en", latest=None):
    reading = subject(written, language, latest)
    return reading and reading.gives


@pytest.mark.parametrize(
    ("written", "language", "latest", "meant"),
    [
        # “it”: named last and claimed of last
        (f"{ACME} grew. <It has sold its plant>.", "en", "Acme", "Acme"),
        (f"{ACME} grew. <It has sold its plant>.", "en", "Zenith", None),
        (f"{ACME} beat {ZENITH}. <It has sold its plant>.", "en", "Acme", None),
        ("{晨光:company}发布新品。<该公司已裁员>。", "zh", "晨光", "晨光"),
        (f"{ACME} grandit. <Elle a vendu son usine>.", "fr", "Acme", "Acme"),
        # “we”: the text says whose chairman speaks
        ("{晨光:company}董事长{王立:person}表示：“<我们有5万张卡>。”",
         "zh", None, "晨光"),
        ("{晨光:company}与{王立:person}会面。{王立:person}表示：“<我们有卡>。”",
         "zh", None, None),
        (f"{HEAD} of {ACME}, said: “<We have sold the plant.>”", "en", None, "Acme"),
        (f"{ACME}’s CEO {{Ann Roe:person}} said: “<We have sold the plant.>”",
         "en", None, "Acme"),
        (f"{ACME} met {{Ann Roe:person}}. {{Ann Roe:person}} said: “<We sold it.>”",
         "en", None, None),
        (f"{HEAD} of {ACME}, said: “<We believe in chips.>”", "en", None, None),
        # what somebody does, right after the name
        (f"After {ZENITH} failed, {ACME} <has sold its plant>.", "en", None, "Acme"),
        (f"After {ZENITH} failed, the head of {ACME} <has sold his shares>.",
         "en", None, None),
        ("{晨光:company}与{华南:company}会谈，<已推出新品>。", "zh", None, "晨光"),
        ("{晨光:company}起诉，{华南:company}应诉，<已推出新品>。", "zh", None, None),
        # after a phrase, or what it is
        (f"Founded in 2011, {ACME} went public.", "en", None, "Acme"),
        (f"The carmaker {ACME} sold a plant to {ZENITH}.", "en", None, "Acme"),
        ("Le groupe {Acme:company} a vendu une usine.", "fr", None, "Acme"),
        # two at once, somebody's people, one who rates another
        (f"{ACME} and {ZENITH} sold a plant.", "en", None, None),
        (f"{ACME} analysts sold their shares.", "en", None, None),
        (f"{ACME} puts {ZENITH} ahead of all others.", "en", None, None),
        ("{华陵:company}将{晨光:company}目标价上调至31元。", "zh", None, None),
        # whose revenue: the only one named that could have any
        (f"The revenue of {ACME} came to $5 million.", "en", None, "Acme"),
        (f"The revenue from {ACME} came to $5 million.", "en", None, None),
    ],
)  # fmt: skip
def test_it_is_about_whom_two_signs_tell(written, language, latest, meant):
    assert told(written, language, latest) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("<Revenue came to $5 million.>", "Acme"),
        ("{Acme:company} grew, and <revenue came to $5 million>.", "Acme"),
        ("{Rival:company} and {Zed:company} grew, <revenue came to $5 million>.", None),
        ("<Revenue of {Zed:chip} chips came to $5 million.>", "Zed"),
        ("“<Revenue came to $5 million>,” people say.", None),
        ("<It rained.>", None),
    ],
)
def test_the_claim_before_tells_whom_a_claim_is_about_that_names_nobody(written, meant):
    assert told(written, latest="Acme") == meant


def test_a_marked_pointing_word_says_itself_whom_it_means():
    text = "Rival grew. It has sold its plant."
    mentions = (
        Known(0, 5, "rival", "company"),
        Known(12, 14, "acme", "company", "deictic"),
    )
    material = Material(text, "en", None, mentions, properties=properties())
    assert propose(material, 12, 33).subject.gives == "acme"


@pytest.mark.parametrize(
    ("written", "language", "value"),
    [
        ("Revenue was $5 million, up from $4 million.", "en", 5_000_000),
        ("Le chiffre d’affaires est de 5 millions d’euros, contre 4 millions d’euros.",
         "fr", 5_000_000),
        ("营收为5亿元，上年同期为4亿元。", "zh", 500_000_000),
        ("The net loss came to $5 million.", "en", -5_000_000),
        ("La perte nette s’élève à 5 millions d’euros.", "fr", -5_000_000),
        ("Despite the loss of a client, net profit was $5 million.", "en", 5_000_000),
        ("He has seen its 4 billion yuan contract.", "en", None),
        ("We have a million chips.", "en", None),
        ("公司有1万张卡。", "zh", None),
        ("公司有3万张卡。", "zh", 30_000),
        ("公司有1万多张卡。", "zh", 10_000),
        ("“We earned a billion yuan in net profit,” he said.", "en", None),
        ("The chip runs with 20%, faster than the A100.", "en", None),
        ("It is the first of its kind.", "en", 1),
    ],
)  # fmt: skip
def test_the_value_is_the_one_that_holds(written, language, value):
    reading = proposal(written, language).value
    assert (reading and reading.gives.low) == value


@pytest.mark.parametrize(
    ("written", "language", "put"),
    [
        (f"{ACME} collaborates with {ZENITH}.", "en", "reported"),
        (f"Whether {ACME} collaborates with {ZENITH} is not known.", "en", None),
        (f"So {ACME} teamed up with {ZENITH}?", "en", None),
        ("{晨光:company}与{华南:company}合作。", "zh", "reported"),
        ("若{晨光:company}与{华南:company}合作，股价会涨。", "zh", None),
        # what somebody is, whatever they plan; what is first, not what is best
        ("<{晨光:company}创始人{王立:person}>有上市的计划。", "zh", "reported"),
        ("It is the first of its kind.", "en", "reported"),
        ("It is one of the most powerful chips.", "en", None),
        (f"{ZENITH} believes that <{ACME} collaborates with Zed>.", "en", "opinion"),
        (f"{ZENITH} expects <revenue of $5 million>.", "en", "forecast"),
        ("{华陵:company}估算，<训练的成本为5亿元>。", "zh", "hedged"),
        ("{华陵:company}认为前景好，但<训练的成本为5亿元>。", "zh", None),
    ],
)  # fmt: skip
def test_a_fact_is_reported_unless_something_takes_it_back(written, language, put):
    reading = proposal(written, language).certainty
    assert (reading and reading.gives) == put
