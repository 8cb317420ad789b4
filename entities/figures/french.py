"""French words for figures. A French billion is a million millions."""

from decimal import Decimal

from entities.figures.vocabulary import Vocabulary, by_meaning, phrases, powers

ONES = [
    *["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"],
    *["onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept"],
    *["dix-huit", "dix-neuf"],
]
TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}
PLUS = (
    "plus rapide, plus rapides, plus élevé, plus élevée, plus élevés, de plus, "
    "de plus que"
)


def _small() -> dict[str, Decimal]:
    """un to quatre-vingt-dix-neuf, and the Swiss and Belgian septante and nonante."""
    numbers = dict(enumerate(ONES, 1))
    for ten, name in (TENS | {70: "septante", 90: "nonante"}).items():
        numbers[ten] = name
        numbers |= {ten + one: f"{name}-{ONES[one - 1]}" for one in range(2, 10)}
        numbers[ten + 1] = f"{name} et un"
    spoken = {name: Decimal(number) for number, name in numbers.items()}
    for one in range(20):
        tail = f"-{ONES[one - 1]}" if one else ""
        if one >= 10:
            spoken[f"soixante{tail}"] = Decimal(60 + one)
        spoken[f"quatre-vingt{tail or 's'}"] = Decimal(80 + one)
    return spoken | {"une": Decimal(1), "soixante et onze": Decimal(71)}


def _de(*words: str) -> list[str]:
    """Each word with de and d'."""
    return [f"{word} {de}" for word in words for de in ("de", "d'")]


FRENCH = Vocabulary(
    language="fr",
    head_noun_is_last=False,
    number=r"[0-9]++(?:[.,][0-9]++|[ \xa0][0-9]{3}(?![0-9]))*+",
    tables={
        "bound": by_meaning(
            {
                "over": "plus de, plus d', au-delà de, supérieur à, supérieure à, "
                "supérieurs à, dépassant, dépasse, excédant, >",
                "under": "moins de, moins d', inférieur à, inférieure à, "
                "en dessous de, <",
                "at_least": "au moins, au minimum, pas moins de, ≥",
                "at_most": "au plus, tout au plus, au maximum, pas plus de, jusqu'à, ≤",
                "about": "environ, près de, près d', presque, autour de, quelque, "
                "à peu près, approximativement, de l'ordre de, aux alentours de, ~, ≈",
            }
        ),
        "change": dict.fromkeys(
            _de("baisse", "en baisse", "une baisse", "recul", "en recul", "un recul")
            + _de("diminution", "une diminution", "chute", "une chute")
            + _de("a baissé", "a reculé", "a diminué", "a chuté", "repli", "en repli"),
            "fall",
        )
        | dict.fromkeys(
            _de("hausse", "en hausse", "une hausse", "progression", "augmentation")
            + _de("une progression", "une augmentation", "croissance", "une croissance")
            + _de("a augmenté", "a progressé"),
            "rise",
        )
        | by_meaning(
            {
                "fall": "a baissé, a reculé, a diminué, a chuté",
                "rise": "a augmenté, a progressé",
            }
        ),
        "level_bound": phrases("en dessous de, au-delà de"),
        "level": phrases("à"),
        "loss": dict.fromkeys(
            [
                *_de("perte", "une perte", "pertes", "perte nette", "une perte nette"),
                "a perdu",
            ],
            True,
        ),
        "comparison": by_meaning({"excess_over": "surpasse, dépasse de, surpasser"}),
        "open": dict.fromkeys(["entre", "allant de"], "strict"),
        "during": set(),
        "pair": {"et": True},
        "from": {"de": True, "d'": True},
        "filler": phrases("seulement, soit, au total, en"),
        "unclear": phrases("pas, sans, ne, n', aucun, ±"),
        "percent": phrases("%, pour cent, p. 100"),
        "currency": by_meaning(
            {
                "CNY": "yuan, yuans, rmb, cny, renminbi",
                "USD": "$, us$, usd, dollar, dollars, dollars américains, $ us",
                "HKD": "hk$, hkd, dollars de hong kong",
                "EUR": "€, eur, euro, euros",
                "GBP": "£, gbp, livres sterling",
                "JPY": "jpy, yen, yens",
                "KRW": "krw, ₩, wons",
                "CHF": "chf, francs suisses",
                "CAD": "cad, dollars canadiens",
            }
        ),
        "unit": by_meaning(
            {
                "parameters": "paramètre, paramètres",
                "chips": "puce, puces",
                "cards": "carte, cartes",
                "GPUs": "gpu, gpus",
                "modules": "module, modules",
                "firms": "entreprise, entreprises, société, sociétés",
                "people": "personne, personnes",
                "employees": "salarié, salariés, employés",
                "users": "utilisateur, utilisateurs",
                "customers": "client, clients",
                "developers": "développeur, développeurs",
                "unique visitors": "visiteurs uniques",
                "tokens": "jeton, jetons",
                "years": "an, ans, année, années",
                "months": "mois",
                "weeks": "semaine, semaines",
                "days": "jour, jours",
                "hours": "heure, heures",
                "times": "fois",
                "times fewer": "fois moins, fois moins de",
                "times more": "fois plus, fois plus de",
                "tonnes": "tonne, tonnes",
                "metres": "mètre, mètres",
                "square metres": "mètres carrés",
                "kilometres": "kilomètre, kilomètres, km",
                "watts": "watt, watts",
                "points": "point, points",
                "percentage points": "points de pourcentage, point de pourcentage",
                "basis points": "points de base",
            }
        ),
        "scale": powers(
            {
                2: "cent, cents",
                3: "mille",
                6: "million, millions",
                9: "milliard, milliards",
                12: "billion, billions",
                15: "billiard, billiards",
                18: "trillion, trillions",
            }
        ),
        "letter": powers({3: "k", 6: "m", 9: "md, mds, mrd"}),
        "plural": powers(
            {
                1: "dizaines, dizaines de",
                2: "centaines, centaines de",
                3: "milliers, milliers de",
                6: "millions, millions de",
                9: "milliards, milliards de",
            }
        ),
        "small": _small(),
        "alone": phrases("cent, mille"),
        "hundred": phrases("cent, cents"),
        "thousand": {"mille": True},
        "some": phrases("quelques, plusieurs"),
        "collective": {
            name: Decimal(number)
            for name, number in {
                "dizaine": 10,
                "quinzaine": 15,
                "vingtaine": 20,
                "trentaine": 30,
                "quarantaine": 40,
                "cinquantaine": 50,
                "soixantaine": 60,
                "centaine": 100,
                "millier": 1000,
            }.items()
        },
        "of_amount": phrases("de, d'"),
        "plural_article": {"des": True},
        "join": phrases("à, -, –, —"),
        "after": by_meaning(
            {
                "at_least": "ou plus, et plus, au moins, au minimum, minimum",
                "at_most": "ou moins, au plus, au maximum, maximum",
                "about": "environ",
            }
        ),
        "left_open": phrases("de moins, et demi, et demie, ², ³"),
        "left_open_time": {"plus tard": True},
        "than": by_meaning({"excess_over": PLUS}),
        # “5 % de croissance” is no share; “5 % du capital” is one.
        "of": dict.fromkeys(["du", "des", "de la", "de l'", "de ses"], "share_of"),
        "rank": {
            "premier": 1,
            "première": 1,
            "1er": 1,
            "1re": 1,
            "deuxième": 2,
            "2e": 2,
            "troisième": 3,
            "3e": 3,
            "quatrième": 4,
            "4e": 4,
            "cinquième": 5,
            "5e": 5,
            "seul": 1,
            "seule": 1,
        },
        "rank_scope": phrases("le, la, mondial, mondiale"),
    },
)
