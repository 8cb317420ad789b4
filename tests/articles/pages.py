"""Pages in our own words, as news sites build them, for tests of capturing."""

LONG = (
    "The company sold more than anybody had expected before the year began, and it "
    "says that the plant will run day and night until the orders have been met."
)


def news_page(
    title="Chips grow", body="", head="", language="en", day="2024-03-05"
) -> str:
    """A page with all that surrounds an article: menus, credits, a footer."""
    return f"""<!doctype html><html lang="{language}"><head>
<title>{title} | The Courier</title><meta charset="utf-8">
<meta name="author" content="Ann Li">
<meta property="og:site_name" content="The Courier">
<meta property="article:published_time" content="{day}T10:00:00Z">
<link rel="canonical" href="https://courier.example/a/1">{head}
<script>var hidden = "not a word";</script><style>p {{ color: red }}</style></head>
<body><nav><a href="/">Home</a> <a href="/b">Business</a></nav>
<article><h1>{title}</h1><p class="byline">By Ann Li</p>
<p>{LONG} It earned 24&nbsp;bn &amp; sold <b>4 million</b> to
<a href="/report?a=1&amp;b=2">those who asked</a>.</p>
<figure><img src="a.jpg" alt="x">
<figcaption>The plant in Wuhu. Photo: Bob Roe</figcaption>
</figure><h2>Numbers</h2><ul><li>First item<ul><li>One inside</li></ul></li>
<li>Second item</li></ul>
<table><caption>Sales</caption><tr><th></th><th>Sales</th></tr>
<tr><td>2023</td><td>3.2 bn</td></tr></table>
<h3>What comes</h3><p>{LONG} A second plant follows.</p>{body}
<aside><p>More from us: subscribe now</p></aside></article>
<footer><p>Copyright The Courier. All rights reserved.</p></footer></body></html>"""
