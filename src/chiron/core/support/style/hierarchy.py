"""What all people together say: a normal hierarchy of population, segments and persons.

What style a is worth to person p of segment s is ``theta[p, a]``, with theta[p] ~ N(m[s], W), m[s] ~ N(c, B), and a
judgement y ~ N(theta[p, a], v). W and B are full covariances: who likes one style may be known to like another. They
are learnt by expectation-maximisation: the persons and the segments are integrated out exactly in each round, and
c, W, B, v maximise what is then expected (Dempster, Laird and Rubin 1977; Laird and Ware 1982 for the hierarchy), under
weak inverse Wishart priors whose size is a share of the variance of all judgements. Arrays: P people, K styles, S
segments.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Floats = Any  # numpy arrays; the package is not looked into by the type checker

GUESS, SURE = 0.25, 20.0
"""The variance of a judgement before any, and how many judgements that guess counts for."""

MIDDLE = 0.5
"""The mean of judgements before any."""

WITHIN, BETWEEN, NOISE = 0.15, 0.08, 0.8
"""Shares of the variance that are first taken for persons, for segments, and for the noise."""

LEVEL, COMMON = 0.5, 4.0
"""Shares of the variance for the centre of each style, and for what all styles have in common."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What people's tallies say. ``weights`` and ``sums`` (P, K), ``squares`` (P,), ``segments`` (P,) places."""

    weights: Floats
    sums: Floats
    squares: Floats
    segments: Floats


@dataclass(frozen=True, slots=True)
class Parts:
    """Centre (K,), within and between (K, K), noise; means (S + 1, K), spreads (S + 1, K, K), last: no segment."""

    centre: Floats
    within: Floats
    between: Floats
    noise: float
    means: Floats
    spreads: Floats


def level(evidence: Evidence) -> tuple[float, float]:
    """Mean and variance of all judgements, leaning on the guess while they are few."""
    total = float(evidence.weights.sum())
    mean = (float(evidence.sums.sum()) + SURE * MIDDLE) / (total + SURE)
    about = float(evidence.squares.sum()) - 2 * mean * float(evidence.sums.sum()) + total * mean * mean
    return mean, max(about + SURE * GUESS, 1e-9) / (total + SURE)


def first(styles: int, segments: int, mean: float = MIDDLE, variance: float = GUESS) -> Parts:
    """What is believed before anybody was met."""
    eye = np.eye(styles)
    between = eye * BETWEEN * variance
    centre = np.full(styles, mean)
    spread = eye * LEVEL * variance + between
    return Parts(centre, eye * WITHIN * variance, between, NOISE * variance,
                 np.tile(centre, (segments + 1, 1)), np.tile(spread, (segments + 1, 1, 1)))  # fmt: skip


def learnt(evidence: Evidence, segments: int, before: Parts, rounds: int, diagonal: bool = False) -> Parts:
    """``before`` after some rounds of expectation and maximisation. ``diagonal``: styles say nothing of one another."""
    now = before
    mean, variance = level(evidence)
    for _ in range(rounds):
        now = _round(evidence, segments, now, mean, variance, diagonal)
    return now


@dataclass(frozen=True, slots=True)
class _Upper:
    """The posterior of the segments' means and of their centre."""

    centre: Floats
    unsure: Floats
    means: Floats
    spreads: Floats
    away: Floats
    outer: Floats


def _round(evidence: Evidence, segments: int, now: Parts, mean: float, variance: float, diagonal: bool) -> Parts:
    """One round: persons given segments, segments given the centre, then the parts that were most likely."""
    styles = evidence.weights.shape[1]
    eye = np.eye(styles)
    precise = evidence.weights / now.noise
    pulled = evidence.sums / now.noise
    spread = np.linalg.inv(np.linalg.inv(now.within)[None] + precise[:, :, None] * eye)
    damped = precise[:, :, None] * spread
    said = precise[:, :, None] * eye - damped * precise[:, None, :]
    told = pulled - np.einsum("pij,pj->pi", damped, pulled)
    upper = _upper(said, told, evidence.segments, segments, now.between, mean, variance)
    means, spreads = upper.means[evidence.segments], upper.spreads[evidence.segments]
    off = np.einsum("pij,pj->pi", spread, pulled - precise * means)
    pull = spread * precise[:, None, :]
    outer = spread + off[:, :, None] * off[:, None, :] + pull @ spreads @ pull.transpose(0, 2, 1)
    met = evidence.weights.sum(1) > 0
    within = _covariance(outer[met], WITHIN * variance, styles)
    told_of = np.bincount(evidence.segments[met], minlength=segments)[:segments] > 0
    between = _covariance(upper.outer[told_of], BETWEEN * variance, styles)
    kept = eye - pull
    left = np.einsum("pii->pi", spread + kept @ spreads @ kept.transpose(0, 2, 1))
    worth = means + off
    misfit = evidence.squares.sum() - 2 * (evidence.sums * worth).sum() + (evidence.weights * (worth**2 + left)).sum()
    noise = float((misfit + 10 * NOISE * variance) / (evidence.weights.sum() + 10))
    if diagonal:
        within, between = np.diag(np.diag(within)), np.diag(np.diag(between))
    return Parts(
        upper.centre, within, between, max(noise, 1e-6 * variance),
        np.vstack([upper.means, upper.centre]), np.concatenate([upper.spreads, (upper.unsure + between)[None]]),
    )  # fmt: skip


def _upper(
    said: Floats, told: Floats, place: Floats, segments: int, between: Floats, mean: float, variance: float
) -> _Upper:
    """Segments and centre, the persons integrated out. ``said`` and ``told``: what each person says of their mean."""
    styles = told.shape[1]
    precise = np.zeros((segments, styles, styles))
    np.add.at(precise, place, said)
    pulled = np.zeros((segments, styles))
    np.add.at(pulled, place, told)
    loose = np.linalg.inv(between)
    spread = np.linalg.inv(loose + precise)
    damped = precise @ spread
    upward = (precise - damped @ precise).sum(0)
    heard = (pulled - np.einsum("sij,sj->si", damped, pulled)).sum(0)
    prior = np.linalg.inv(np.eye(styles) * LEVEL * variance + COMMON * variance)
    unsure = np.linalg.inv(prior + upward)
    centre = unsure @ (prior @ np.full(styles, mean) + heard)
    means = np.einsum("sij,sj->si", spread, loose @ centre + pulled)
    carry = spread @ loose
    spreads = spread + carry @ unsure @ carry.transpose(0, 2, 1)
    away = means - centre
    pull = spread @ precise
    outer = spread + away[:, :, None] * away[:, None, :] + pull @ unsure @ pull.transpose(0, 2, 1)
    return _Upper(centre, unsure, means, spreads, away, outer)


def _covariance(outer: Floats, guess: float, styles: int) -> Floats:
    """The most likely covariance of some expected outer products, leaning on a guess of equal variances."""
    weight = styles + 2
    found = (np.eye(styles) * guess * weight + outer.sum(0)) / (weight + len(outer))
    return (found + found.T) / 2
