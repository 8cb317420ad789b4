"""Chinese words for figures."""

from decimal import Decimal

from entities.figures.vocabulary import Vocabulary, by_meaning, phrases

DIGIT = "零〇一二两三四五六七八九"
HAN = f"{DIGIT}十百千万亿兆"
# 数 is “several” before 十百千万亿, but ends a noun in 人数百万; 几乎 is “almost”.
ENDS_A_NOUN = "(?<=[参人总次函倍多少整变个户分岁基指系约点])"
SEVERAL = f"(?!{ENDS_A_NOUN})数(?=[十百千万亿])|几(?![乎何率])"
PRINTED = r"[0-9]++(?:[.,][0-9]++|\xa0[0-9]{3}(?![0-9]))*+"
NUMBER = (
    rf"(?:{PRINTED}|[{HAN}]|{SEVERAL})"
    rf"(?: ?(?:[{HAN}]|几(?![乎何率]))|(?<=[百千万亿]){PRINTED}"
    rf"|(?<=[0-9{HAN}])[多余](?!数|半)|(?<=[{HAN}])点(?=[{DIGIT}]))*+"
)
FALLS = "下降, 减少, 下滑, 下跌, 降低, 缩减, 缩水, 收窄, 回落"
RISES = "增长, 增加, 提升, 提高, 上升, 上涨, 扩大, 增, 升, 涨"


def _changes() -> dict[str, str]:
    """下降, 下降了, 同比下降, 减幅, 减幅为."""
    changes = by_meaning({"fall": FALLS, "rise": RISES})
    changes |= {f"{verb}了": change for verb, change in changes.items()}
    changes |= {"多了": "rise", "少了": "fall"}
    changes |= {
        f"{since}{verb}": change
        for verb, change in changes.items()
        for since in ("同比", "环比")
    }
    sizes = by_meaning(
        {"fall": "减幅, 降幅, 跌幅, 下降幅度, 下滑幅度", "rise": "增幅, 涨幅, 增长幅度"}
    )
    return (
        changes
        | sizes
        | {f"{size}{is_}": c for size, c in sizes.items() for is_ in "为达"}
    )


CHINESE = Vocabulary(
    language="zh",
    number=NUMBER,
    tables={
        "bound": by_meaning(
            {
                "over": "超, 超过, 超出, 逾, 高于, 大于, 多于, 不止, 突破, >",
                "under": "不足, 不到, 不满, 低于, 少于, 小于, 未满, 未达, 未达到, "
                "不及, <",
                "at_least": "至少, 不少于, 不低于, 不小于, 最少, 最低, 起码, ≥",
                "at_most": "不超过, 未超过, 没有超过, 不高于, 不多于, 不大于, 最多, "
                "最高, 至多, 顶多, ≤",
                "about": "约, 大约, 大概, 近, 将近, 接近, 大致, 差不多, 几乎, 约合, "
                "~, ≈",
            }
        ),
        "change": _changes(),
        "percent_change": phrases("跌, 降, 减"),
        "level": phrases("至, 到, 为"),
        # 少了10倍 is printed so; whether it means a tenth is for the editor to say.
        "times_changed": {"fall": "times fewer", "rise": "times more"},
        "loss": phrases("亏, 亏损, 净亏损, 亏掉, 净亏, 亏损额"),
        "comparison": by_meaning({"excess_over": "高出, 领先, 多出, 快"}),
        "open": {"介于": "strict", "在": "loose"},
        "during": set(),
        "close": {"之间": True},
        "pair": phrases("和, 与"),
        "from": phrases("从, 由"),
        "filler": phrases(
            "为, 有, 达, 达到, 只有, 仅, 仅有, 只, 是, 共, 共计, 合计, 总计, 或, "
            "或达, 可达, 高达, 赚, 盈利, 在"
        ),
        "bare_bound": by_meaning({"at_least": "上", "over": "过, 破"}),
        "unclear": phrases(
            "未, 没, 没有, 并非, 不是, 不, 扭亏, 减亏, 止亏, 第, ±, 无, 分之"
        ),
        "percent": phrases("%"),
        "tenths": {"成": True},
        "hundredth": {"百分之": True},
        "currency": by_meaning(
            {
                "CNY": "元, 人民币, 元人民币, 块钱, rmb, cny, 圆",
                "USD": "美元, 美金, $, us$, usd",
                "HKD": "港元, 港币, hk$, hkd",
                "EUR": "欧元, €, eur",
                "GBP": "英镑, £, gbp",
                "JPY": "日元, 日圆, jpy",
                "KRW": "韩元, 韩圆, ₩, krw",
                "TWD": "新台币, 台币, twd",
                "SGD": "新加坡元, 新币, sgd",
                "CHF": "瑞士法郎, chf",
                "CAD": "加元, 加币, cad",
                "AUD": "澳元, aud",
            }
        ),
        # The classifier first, then the noun, which decides: 3张照片 are no cards.
        "unit": by_meaning(
            {
                "": "个, 枚, 款, 种, 项",
                "cards": "张, 卡, 显卡, 加速卡",
                "chips": "片, 颗, 芯片",
                "GPUs": "gpu",
                "firms": "家, 企业, 公司, 厂商",
                "people": "人, 名",
                "users": "用户",
                "developers": "开发者",
                "machines": "台, 服务器",
                "modules": "模块",
                "parameters": "参数",
                "unique visitors": "独立访客",
                "years": "年",
                "months": "个月",
                "weeks": "周",
                "days": "天",
                "hours": "小时",
                "times": "倍",
                "tonnes": "吨",
                "metres": "米",
                "square metres": "平方米",
                "kilometres": "公里",
                "watts": "瓦",
                "points": "分",
                "percentage points": "个百分点, 百分点",
                "basis points": "个基点, 基点",
                "photos": "照片",
                "pictures": "图片, 图",
                "tickets": "票, 门票",
            }
        ),
        "noun": phrases(
            "卡, 显卡, 加速卡, 芯片, gpu, 企业, 公司, 厂商, 用户, 开发者, 服务器, "
            "模块, 参数, 独立访客, 照片, 图片, 门票"
        ),
        "idiom": {"成千上万": Decimal(1000), "成百上千": Decimal(100)},
        "join": phrases("至, 到, -, –, —, ~"),
        "after": by_meaning(
            {
                # By Chinese law these three include the number itself.
                "at_least": "以上, 及以上, 或以上, 或更多",
                "at_most": "以下, 以内, 及以下",
                "about": "左右, 上下",
            }
        ),
        "left_open": phrases("半, 多, 余, ², ³"),
        "left_open_time": phrases("前, 内, 后, 以前, 之前"),
        "than": {},
        "of": {},
        "rank": {f"第{digit}": n for n, digit in enumerate("一二三四五六七八九十", 1)}
        | {"唯一": 1, "首": 1, "首个": 1, "首家": 1, "首款": 1},
        "rank_scope": phrases(
            "的, 双, 多个, 行业, 全国, 国内, 全球, 世界, 业内, 亚洲, 中国, 排名, 位居"
        ),
        # Words with a number in them that count nothing.
        "word": phrases(
            "十分, 百分百, 万一, 一分为二, 千万不, 统一, 半导体, 人工, 人工智能, "
            "人才, 家电, 分别, 分析, 分布, 年度, 名单, 成员, 成果, 成立, 成为, "
            "成功, 成本, 成长, 成品, 成年, 成分, 成都, 成交, 成熟, 成就, 成绩, "
            "成群, 成套, 不变"
        ),
    },
)
