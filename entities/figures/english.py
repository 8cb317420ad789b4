"""English words for figures."""

from decimal import Decimal

from entities.figures.vocabulary import Vocabulary, by_meaning, phrases, powers

ONES = [
    *["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
    *["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"],
    *["eighteen", "nineteen"],
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
FALLS = "fell, decreased, shrank, plunged, slid"
PERCENT_FALLS = ("down", "lower", "dropped", "declined")
RISES = "rose, grew, increased, climbed, gained, up, expanded, jumped, surged"
FASTER = "faster, higher, more, better, larger, bigger, greater, stronger, quicker"


def _small() -> dict[str, Decimal]:
    numbers = {name: Decimal(number) for number, name in enumerate(ONES, 1)}
    for ten, name in enumerate(TENS, 2):
        numbers[name] = Decimal(10 * ten)
        for one in range(1, 10):
            numbers[f"{name}-{ONES[one - 1]}"] = Decimal(10 * ten + one)
    return numbers


def _changes() -> dict[str, str]:
    """“fell”, “fell by”, “a fall of”."""
    nouns = {
        "fall": "fall, drop, decrease, decline",
        "rise": "rise, increase, growth, gain",
    }
    changes = by_meaning({"fall": FALLS, "rise": RISES})
    changes |= {f"{verb} by": change for verb, change in changes.items()}
    changes |= {f"{verb} by": "fall" for verb in PERCENT_FALLS}
    for change, names in nouns.items():
        for noun in names.split(", "):
            changes |= dict.fromkeys((f"{noun} of", f"a {noun} of"), change)
    return changes | {"reduced by": "fall", "cut by": "fall", "raised by": "rise"}


ENGLISH = Vocabulary(
    language="en",
    number=r"[0-9]++(?:[.,][0-9]++|\xa0[0-9]{3}(?![0-9]))*+",
    tables={
        "bound": by_meaning(
            {
                "over": "over, more than, above, exceeding, exceeds, exceeded, "
                "in excess of, upwards of, greater than, higher than, >",
                "under": "under, less than, below, fewer than, lower than, <",
                "at_least": "at least, no less than, no fewer than, not less than, "
                "not fewer than, a minimum of, ≥",
                "at_most": "at most, no more than, not more than, up to, as much as, "
                "as many as, a maximum of, not exceeding, ≤",
                "about": "about, around, approximately, roughly, some, nearly, almost, "
                "close to, circa, an estimated, ~, ≈",
            }
        ),
        "change": _changes(),
        "percent_change": dict.fromkeys(PERCENT_FALLS, True),
        "level_bound": phrases("below, under, above, over"),
        "level": phrases("to"),
        "loss": phrases(
            "loss of, a loss of, net loss of, a net loss of, losses of, lost, losing"
        ),
        "comparison": by_meaning(
            {
                "excess_over": "outperform, outperforms, outperformed, outperforming, "
                "surpass, surpasses, surpassed, beat, beats, exceed by"
            }
        ),
        "open": dict.fromkeys(["between", "ranging from", "range from"], "strict"),
        # “over 5 years” may be “during”.
        "during": {"over"},
        "pair": {"and": True},
        "from": {"from": True},
        "filler": phrases("only, just, a total of, by, of, is"),
        "unclear": phrases("not, no, never, without, no., ±"),
        "percent": phrases("%, percent, per cent, pct"),
        "currency": by_meaning(
            {
                "CNY": "yuan, rmb, cny, renminbi, cn¥, chinese yuan",
                # Unmarked dollars are American; the others name their country.
                "USD": "$, us$, us $, usd, dollars, dollar, us dollars, us dollar, "
                "u.s. dollars",
                "HKD": "hk$, hk $, hkd, hong kong dollars, hong kong dollar",
                "TWD": "nt$, nt $, twd, new taiwan dollars",
                "SGD": "s$, sgd, singapore dollars",
                "CAD": "c$, cad, canadian dollars",
                "AUD": "a$, aud, australian dollars",
                "EUR": "€, eur, euro, euros",
                "GBP": "£, gbp, pounds sterling",
                "JPY": "jpy, jp¥, yen, japanese yen",
                "KRW": "krw, ₩, won, south korean won",
                "CHF": "chf, swiss francs, swiss franc",
            }
        ),
        "unit": by_meaning(
            {
                "parameters": "parameter, parameters",
                "chips": "chip, chips",
                "cards": "card, cards, graphics cards",
                "GPUs": "gpu, gpus",
                "modules": "module, modules",
                "machines": "machine, machines, servers",
                "firms": "firm, firms, company, companies, enterprises",
                "people": "person, people",
                "employees": "employee, employees",
                "users": "user, users",
                "customers": "customer, customers",
                "developers": "developer, developers",
                "unique visitors": "unique visitors",
                "tokens": "token, tokens",
                "years": "year, years",
                "months": "month, months",
                "weeks": "week, weeks",
                "days": "day, days",
                "hours": "hour, hours",
                "times": "times, fold",
                "times fewer": "times fewer, times less",
                "times more": "times more",
                "tonnes": "tonne, tonnes",
                "metres": "metre, metres, meter, meters",
                "square metres": "square metres, square meters",
                "kilometres": "kilometre, kilometres, km",
                "watts": "watt, watts",
                "points": "points, point",
                "percentage points": "percentage points, percentage point",
                "basis points": "basis points, basis point",
            }
        ),
        "scale": powers(
            {
                2: "hundred",
                3: "thousand",
                6: "million, millions, mn, mln",
                9: "billion, billions, bn",
                12: "trillion, trillions, tn, trn",
            }
        )
        | {"dozen": Decimal(12)},
        "letter": powers({3: "k", 6: "m", 9: "b", 12: "t"}),
        "plural": powers(
            {
                1: "tens of",
                2: "hundreds, hundreds of",
                3: "thousands, thousands of",
                6: "millions, millions of",
                9: "billions, billions of",
                12: "trillions, trillions of",
            }
        )
        | {"dozens": Decimal(12), "dozens of": Decimal(12)},
        "small": _small(),
        "hundred": {"hundred": True},
        "thousand": {"thousand": True},
        "and": {"and": True},
        "article": {"a": Decimal(1), "an": Decimal(1), "half a": Decimal("0.5")},
        "some": phrases("several, a few"),
        "of_amount": {"of": True},
        "join": phrases("to, -, –, —"),
        "after": by_meaning(
            {
                "at_least": "or more, and more, and above, +, at least",
                "at_most": "or less, or fewer, at most",
                "about": "or so, approximately",
            }
        ),
        "left_open": phrases("slower, cheaper, smaller, less than, and a half, ², ³"),
        "left_open_time": phrases("ago, old"),
        "than": by_meaning(
            {"excess_over": f"{FASTER}, {FASTER.replace(',', ' than,')} than"}
        ),
        "of": {"of": "share_of"},
        "rank": {
            "first": 1,
            "second": 2,
            "third": 3,
            "fourth": 4,
            "fifth": 5,
            "sixth": 6,
            "seventh": 7,
            "eighth": 8,
            "ninth": 9,
            "tenth": 10,
            "only": 1,
        },
        "rank_scope": phrases("the, world, 's, its, their, one"),
    },
)
