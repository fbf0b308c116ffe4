"""Facets: their order, and what a facet without values is."""

from __future__ import annotations

from composer_app.domain.facets import Facet, FacetCounts


def test_the_status_comes_first_and_the_bulk_last() -> None:
    assert list(Facet) == [Facet.STATUS, Facet.DOMAIN, Facet.ERROR, Facet.SENDER, Facet.BULK]


def test_without_values_nothing_is_left_out() -> None:
    assert FacetCounts() == FacetCounts((), 0)
