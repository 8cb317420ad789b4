"""Readers' pages of companies, topics, claims and of the articles that they cite."""

from django.http import Http404
from django.shortcuts import render

from articles.models import Article
from articles.reading import reader_of
from articles.views import ListPage, PublisherPage, ReadOnly, RecordPage, page_number
from entities.models import Claim, Comparison, Entity, EntityKind, Topic
from entities.pages.articles import article_page
from entities.pages.cards import Maker
from entities.pages.citing import how_to_cite
from entities.pages.claims import claim_page
from entities.pages.companies import entity_page, with_names
from entities.pages.comparisons import boxes, claim_keys, members_of
from entities.pages.lists import (
    articles_with_claim_counts,
    publishers_entity,
    with_claim_counts,
)
from entities.pages.loading import load
from entities.pages.topics import topic_page, topic_tree


class EntityPage(RecordPage):
    """A company or another entity; the wrong of the two addresses redirects."""

    model = Entity
    template_name = "entities/entity_detail.html"

    def records(self):
        return with_names(super().records())

    def context(self, entity):
        number = page_number(self.request)
        page = entity_page(entity, reader_of(self.request), number)
        if page is None:
            raise Http404
        is_company = entity.kind == EntityKind.COMPANY
        return {"page": page, "section": "companies" if is_company else "entities"}


class CompanyList(ListPage):
    template_name = "entities/company_list.html"
    section = "companies"

    def records(self):
        companies = Entity.objects.published().companies()
        return with_claim_counts(companies).order_by("slug")


class EntityList(ListPage):
    template_name = "entities/entity_list.html"
    section = "entities"

    def records(self):
        others = Entity.objects.published().not_companies()
        return with_claim_counts(others).order_by("kind", "slug")


class TopicPage(RecordPage):
    model = Topic
    template_name = "entities/topic_detail.html"

    def context(self, topic):
        number = page_number(self.request)
        page = topic_page(topic, reader_of(self.request), number)
        if page is None:
            raise Http404
        return {"page": page, "section": "topics"}


class TopicList(ReadOnly):
    def get(self, request):
        context = {"branches": topic_tree(), "section": "topics"}
        return render(request, "entities/topic_list.html", context)


class ArticleList(ListPage):
    template_name = "entities/article_list.html"
    section = "articles"

    def records(self):
        return articles_with_claim_counts()


class ArticlePage(RecordPage):
    model = Article
    template_name = "entities/article_detail.html"

    def records(self):
        return super().records().for_display()

    def context(self, article):
        page = article_page(article, reader_of(self.request))
        return {"page": page, "section": "articles"}


class ClaimPage(RecordPage):
    model = Claim
    template_name = "entities/claim_detail.html"
    lookup = "key"

    def context(self, claim):
        language = reader_of(self.request)
        address = self.request.build_absolute_uri(claim.get_absolute_url())
        return {
            "page": claim_page(claim.pk, language),
            "cite": how_to_cite(claim, address, language),
        }


class ComparisonPage(RecordPage):
    model = Comparison
    template_name = "entities/comparison_detail.html"

    def context(self, comparison):
        members = members_of(comparison)
        maker = Maker(load(claim_keys(members)), reader_of(self.request))
        found = boxes(members, maker)
        if not found:
            raise Http404
        return {"box": found[0], "sources": maker.sources()}


class PublisherWithEntity(PublisherPage):
    """A publisher's articles, and the entity page that says what is known of it."""

    def context(self, publisher):
        entity = publishers_entity(publisher)
        return super().context(publisher) | {"entity": entity}
