import pytest

from articles.capture.language import language_of
from tests.articles.pages_by_hand import pages


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The company said on Sunday that it will open a plant in Leeds.", "en"),
        ("L’IA en Europe avance, mais les puces manquent.", "fr"),
        ("La société a ouvert dimanche une usine à Valenciennes.", "fr"),
        ("公司周日宣布，新厂已经投产。", "zh"),
        ("公司週日宣布，新廠已經投產，導演說這個國家還沒有準備好。", "zh-Hant"),
        ("AI大模型GPT-4与Llama 3的API价格", "zh"),
        ("NVIDIA的H100、A100和A800都用CUDA", "zh"),
        ("The firm, in Chinese 科大讯飞, said that it will rent the chips.", "en"),
        ("Selon le quotidien 人民日报, la société a perdu des clients.", "fr"),
        ("NVIDIA revenue 2025 Q3", ""),
        ("12 345", ""),
        ("", ""),
        ("Die Firma hat am Sonntag ein Werk in Leipzig eröffnet.", ""),
        ("La empresa anunció que en la planta de Vigo se ha perdido un turno.", ""),
        ("La società ha aperto una fabbrica a Torino, che è la più grande.", ""),
        ("A empresa abriu uma fábrica no Porto, que é a maior do país.", ""),
        ("Het bedrijf heeft een fabriek geopend in Utrecht, die groot is.", ""),
        ("Компания открыла завод.", ""),
    ],
)
def test_the_language_is_found_or_left_open(text, language):
    assert language_of(text) == language


def test_each_little_page_is_of_its_language():
    for language in ("en", "fr", "zh"):
        found = [language_of(page.text) for page in pages(language)]
        assert {code.split("-")[0] for code in found} == {language}


def test_the_script_is_told_by_characters_that_only_one_script_has():
    assert language_of(pages("zh")[-1].text) == "zh-Hant"
    assert language_of(pages("zh")[0].text) == "zh"
