import shutil
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from articles.models import Article, Status
from entities.models import Citation, Claim, Comparison, Entity, Mention, Value
from tests.factories import reviewer


@pytest.fixture
def seeds(tmp_path):
    """The seeds of one article, in a folder that a test may spoil."""
    folder = shutil.copytree(settings.BASE_DIR / "seeds", tmp_path / "seeds")
    for path in folder.glob("article-*.yaml"):
        if not path.name.startswith("article-000"):
            path.unlink()
    comparisons = folder / "comparisons.yaml"
    blocks = comparisons.read_text(encoding="utf-8").split("\n\n- ref: ")
    sums = [block for block in blocks if block.startswith("r17\n")]
    comparisons.write_text("comparisons:\n- ref: " + sums[0], encoding="utf-8")
    return folder


def spoil(folder, name, was, becomes):
    """Change one place of a seed file; return its line."""
    path = next(folder.glob(name))
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, becomes, 1), encoding="utf-8")
    return text[: text.index(was)].count("\n") + 1


def seed(folder=None):
    out = StringIO()
    call_command("seed", *([folder] if folder else []), stdout=out)
    return out.getvalue()


def refusal(folder) -> str:
    with pytest.raises(CommandError) as refused:
        seed(folder)
    assert not Claim.objects.exists()
    assert not Entity.objects.exists()
    return str(refused.value)


def everything():
    return [
        list(model.objects.order_by("pk").values())
        for model in (Article, Entity, Claim, Value, Citation, Comparison)
    ]


@pytest.mark.usefixtures("seeded")
def test_the_demo_content_is_whole_published_and_cited():
    assert Article.objects.published().count() == 5
    assert Article.objects.filter(status=Status.DRAFT).count() == 1
    drafts = Claim.objects.exclude(pk__in=Claim.objects.published())
    assert drafts.filter(status=Status.DRAFT).count() == 10
    assert drafts.filter(status=Status.IN_REVIEW).count() == 4
    assert Claim.objects.published().count() == 227
    assert not drafts.filter(checkable="strong").exists()
    assert Comparison.objects.published().count() == 80
    assert Mention.objects.count() > 300
    assert all(c.passage.verifies for c in Citation.objects.for_display())
    assert not Claim.objects.filter(citations=None).exists()
    for claim in Claim.objects.all():
        assert set(claim.sentences) == {"en", "zh", "fr"}


@pytest.mark.usefixtures("seeded")
def test_seeding_twice_changes_nothing_and_keeps_what_an_editor_changed():
    claim = Claim.objects.get(ref="c000-17")
    claim.withdraw(by=reviewer(), reason="Under revision.")
    company = Entity.objects.get(slug="iflytek")
    company.description = {"en": "Rewritten by an editor."}
    company.save()
    before = everything()
    history = Claim.history.count(), Entity.history.count()
    assert "Seeded already" in seed()
    assert everything() == before
    assert (Claim.history.count(), Entity.history.count()) == history


@pytest.mark.django_db
def test_an_unknown_name_is_told_with_file_and_line(seeds):
    spoil(seeds, "article-000*", "subject: feixing-1", "subject: feixing-one")
    message = refusal(seeds)
    assert "article-000" in message
    assert "there is no entity “feixing-one”" in message


@pytest.mark.django_db
def test_a_quote_that_the_digest_does_not_say_is_told_with_its_line(seeds):
    was = "{quote: iFlytek works with Huawei, locator"
    line = spoil(seeds, "article-000*", was, "{quote: iFlytek fights Huawei, locator")
    message = refusal(seeds)
    assert f".yaml:{line}: The text does not say “iFlytek fights Huawei”" in message


@pytest.mark.django_db
def test_a_key_that_nobody_reads_is_told_with_its_line(seeds):
    line = spoil(seeds, "topics.yaml", "  parent: domestic", "  parnt: domestic")
    message = refusal(seeds)
    assert "nobody reads the key parnt" in message
    assert f"topics.yaml:{line - 1}" in message


@pytest.mark.django_db
def test_a_value_that_breaks_a_rule_is_told_in_an_editors_words(seeds):
    spoil(seeds, "article-000*", "bound: over, unit: '%'", "bound: under, unit: '%'")
    assert "“Less than” and “at most” need a high figure." in refusal(seeds)


@pytest.mark.django_db
def test_a_sum_that_does_not_hold_stops_the_seeds(seeds):
    spoil(seeds, "comparisons.yaml", "2400000000+1600000000", "2400000000+1600000001")
    assert "This sum does not hold." in refusal(seeds)


@pytest.mark.django_db
def test_broken_yaml_and_a_missing_file_are_told_with_file_and_line(seeds):
    spoil(seeds, "publishers.yaml", "publishers:", "publishers: [")
    assert "publishers.yaml:" in refusal(seeds)
    (seeds / "publishers.yaml").unlink()
    assert "publishers.yaml:1: the file is missing." in refusal(seeds)


@pytest.mark.django_db
def test_a_key_given_twice_is_refused(seeds):
    spoil(seeds, "topics.yaml", "topics:\n", "topics:\ntopics:\n")
    assert "“topics” is given twice" in refusal(seeds)
