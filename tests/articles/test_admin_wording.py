"""A wording in a form: one labelled box per language."""

import re

import pytest
from django import forms
from django.core.exceptions import ValidationError

from articles.wording import WordingField, WordingFormField

SENTENCES = WordingField("sentences", help_text="In plain words.").formfield()


class SentencesForm(forms.Form):
    sentences = WordingField("sentences", help_text="In plain words.").formfield()
    title = WordingField("title", blank=True, single_line=True).formfield()


def boxes(html, tag="textarea") -> list[tuple[str, str]]:
    """Return language and id of each box, in order."""
    found = re.findall(rf"<{tag}[^>]*>", html)
    return [
        (re.search(r'lang="(\w+)"', box)[1], re.search(r'id="(\w+)"', box)[1])
        for box in found
    ]


def test_each_language_has_a_labelled_box_that_says_its_language():
    html = str(SentencesForm()["sentences"])
    assert boxes(html) == [
        ("en", "id_sentences_en"),
        ("zh", "id_sentences_zh"),
        ("fr", "id_sentences_fr"),
    ]
    labels = re.findall(r'<label for="(\w+)" lang="\w+">(.+?)</label>', html)
    assert labels == [
        ("id_sentences_en", "English"),
        ("id_sentences_zh", "中文"),
        ("id_sentences_fr", "Français"),
    ]
    assert 'role="group" aria-label="Sentences"' in html


def test_a_short_wording_has_boxes_of_one_line():
    html = str(SentencesForm()["title"])
    assert [language for language, _ in boxes(html, "input")] == ["en", "zh", "fr"]
    assert "<textarea" not in html


def test_help_and_hidden_copies_do_not_multiply_with_the_languages():
    html = SentencesForm().as_div()
    assert html.count("In plain words.") == 1
    assert "initial-sentences" not in html


def test_languages_left_empty_are_missing_from_the_wording():
    assert SENTENCES.clean([" Yes. ", "", "  "]) == {"en": "Yes."}


def test_a_wording_is_wanted_in_one_language_at_least():
    with pytest.raises(ValidationError, match="required"):
        SENTENCES.clean(["", " ", ""])


def test_a_refused_text_is_marked_at_its_own_box():
    form = SentencesForm({"sentences_en": "Yes.", "sentences_zh": "对\x00"})
    assert form.errors["sentences"] == ["Mend the text in 中文."]
    html = str(form["sentences"])
    invalid = [box for box in re.findall(r"<textarea[^>]*>", html) if "invalid" in box]
    assert len(invalid) == 1
    assert 'id="id_sentences_zh"' in invalid[0]
    assert 'aria-describedby="id_sentences_zh_error"' in invalid[0]
    assert re.search(r'id="id_sentences_zh_error">Null characters', html)


def test_a_text_longer_than_allowed_is_refused_by_name():
    field = WordingFormField(max_length=3)
    with pytest.raises(ValidationError, match="Français"):
        field.clean(["Yes", "", "Bien sûr"])


def test_saving_a_form_unchanged_changes_no_wording():
    stored = {"en": "One.\nTwo.", "zh": "一。"}
    typed = {"sentences_en": "One.\r\nTwo.", "sentences_zh": "一。", "sentences_fr": ""}
    form = SentencesForm(typed, initial={"sentences": stored})
    assert form.is_valid()
    assert form.changed_data == []
    assert form.cleaned_data["sentences"] == stored
