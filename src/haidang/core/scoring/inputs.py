"""
What can be scored: arrays without gaps, of fitting shapes, in their range.

Decides which arrays and numbers are refused, and says so of all arguments of a call at once. A missing value is never
dropped here: leaving a case out changes the score, so the caller has to do it knowingly.
"""

from __future__ import annotations

from functools import reduce
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from haidang.base.errors import DataError
from haidang.base.text import Said, say

FloatArray: TypeAlias = npt.NDArray[np.float64]
Numbers: TypeAlias = npt.NDArray[np.floating[Any] | np.integer[Any] | np.bool_]
Labels: TypeAlias = npt.NDArray[np.integer[Any] | np.str_ | np.object_]


class Inputs:
    """
    The arguments of one call: takes each, collects what is wrong, and refuses all together.

    The methods return arrays as floats even when something is wrong, so that all arguments are looked at; call
    `refuse_defects` before computing.
    """

    def __init__(self) -> None:
        self._defects: list[Said] = []
        self._lengths: dict[str, tuple[str, int]] = {}

    def numbers(self, name: str, values: Numbers, axes: str, *, infinite: bool = False) -> FloatArray:
        """
        Take an array of numbers.

        Parameters
        ----------
        name
            Name of the argument.
        values
            The array; NaN is a defect.
        axes
            One letter an axis; arguments that share a letter must have the same length there, at least 1.
        infinite
            Whether infinite values are allowed.
        """
        array = np.asarray(values)
        self._check_axes(name, array.shape, axes)
        if array.dtype.kind not in "biuf":
            self._defects.append(say("«{name}» does not hold numbers.", name=name))
            return np.full(array.shape, np.nan)
        floats = array.astype(np.float64)
        if infinite:
            self._note(
                say("«{name}» holds values that are no numbers: {count}, the first at index {index}."),
                name,
                np.isnan(floats),
            )
        else:
            self._note(
                say("«{name}» holds values that are no finite numbers: {count}, the first at index {index}."),
                name,
                ~np.isfinite(floats),
            )
        return floats

    def probabilities(self, name: str, values: Numbers, axes: str) -> FloatArray:
        """Take an array of numbers from 0 to 1."""
        array = self.numbers(name, values, axes)
        self._note(
            say("«{name}» holds values outside 0 to 1: {count}, the first at index {index}."),
            name,
            np.isfinite(array) & ((array < 0) | (array > 1)),
        )
        return array

    def outcomes(self, name: str, values: Numbers, axes: str) -> FloatArray:
        """Take an array of zeros and ones."""
        array = self.numbers(name, values, axes)
        self._note(
            say("«{name}» holds values that are neither 0 nor 1: {count}, the first at index {index}."),
            name,
            np.isfinite(array) & (array != 0) & (array != 1),
        )
        return array

    def levels(self, name: str, values: Numbers, axis: str) -> FloatArray:
        """Take rising numbers between 0 and 1, both excluded."""
        array = self.numbers(name, values, axis)
        self._note(
            say(
                "«{name}» holds values that do not lie between 0 and 1: {count}, the first at index {index}."
            ),
            name,
            np.isfinite(array) & ((array <= 0) | (array >= 1)),
        )
        self._check_rising(name, array)
        return array

    def edges(self, name: str, values: Numbers) -> FloatArray:
        """Take the edges of bins: rising numbers of which the first is 0 and the last is 1."""
        array = self.numbers(name, values, "B")
        self._check_rising(name, array)
        if array.size < 2 or array.flat[0] != 0 or array.flat[-1] != 1:
            self._defects.append(say("«{name}» must begin with 0 and end with 1.", name=name))
        return array

    def labels(self, name: str, values: Labels, axis: str) -> npt.NDArray[np.intp]:
        """Take names or whole numbers that put cases into groups; return the position of each case's group."""
        array = np.asarray(values)
        self._check_axes(name, array.shape, axis)
        # names out of a table arrive as objects; anything else among them could not be sorted
        if array.dtype.kind == "O" and all(isinstance(each, str) for each in array.flat):
            array = array.astype(np.str_)
        if array.dtype.kind not in "iuU":
            self._defects.append(say("«{name}» must hold names or whole numbers.", name=name))
            return np.zeros(array.shape, dtype=np.intp)
        return np.unique(array, return_inverse=True)[1]

    def ordered(self, low: FloatArray, high: FloatArray) -> None:
        """Note ranges whose «low» is above their «high»."""
        if low.shape == high.shape:
            self._note(
                say("«low» is above «high» in some cases: {count}, the first at index {index}."),
                "low",
                low > high,
            )

    def fraction(self, name: str, value: float) -> None:
        """Note a number that does not lie between 0 and 1, both excluded."""
        if not 0 < value < 1:
            self._defects.append(say("«{name}» must lie between 0 and 1.", name=name))

    def at_least(self, name: str, value: int, least: int) -> None:
        """Note a number below `least`."""
        if value < least:
            self._defects.append(
                say("«{name}» is {seen}, but must be {least} or more.", name=name, seen=value, least=least)
            )

    def at_most(self, name: str, value: int, most: int) -> None:
        """Note a number above `most`."""
        if value > most:
            self._defects.append(
                say("«{name}» is {seen}, but must be {most} or less.", name=name, seen=value, most=most)
            )

    def refuse_defects(self) -> None:
        """
        End the collection.

        Raises
        ------
        DataError
            When anything was wrong; its problem holds one sentence a defect.
        """
        if self._defects:
            raise DataError(
                reduce(_followed_by, self._defects),
                say("Correct them, and leave out the cases that have no forecast or no outcome."),
            )

    def _check_axes(self, name: str, shape: tuple[int, ...], axes: str) -> None:
        if len(shape) != len(axes):
            self._defects.append(
                say(
                    "«{name}» has {seen} axes, but must have {allowed}.",
                    name=name,
                    seen=len(shape),
                    allowed=len(axes),
                )
            )
        elif 0 in shape:
            self._defects.append(say("«{name}» is empty.", name=name))
        else:
            for letter, length in zip(axes, shape, strict=True):
                self._check_length(name, letter, length)

    def _check_length(self, name: str, letter: str, length: int) -> None:
        other, allowed = self._lengths.setdefault(letter, (name, length))
        if length != allowed:
            self._defects.append(
                say(
                    "«{name}» has the length {seen} where «{other}» has {allowed}.",
                    name=name,
                    seen=length,
                    other=other,
                    allowed=allowed,
                )
            )

    def _check_rising(self, name: str, array: FloatArray) -> None:
        flat = array.ravel()
        if (flat[1:] <= flat[:-1]).any():
            self._defects.append(say("«{name}» must rise from each value to the next.", name=name))

    def _note(self, sentence: Said, name: str, is_wrong: npt.NDArray[np.bool_]) -> None:
        where = np.argwhere(is_wrong)
        if len(where):
            params = {"name": name, "count": len(where), "index": where[0].tolist() or [0]}
            self._defects.append(Said(sentence.template, params))


def _followed_by(first: Said, then: Said) -> Said:
    # not marked for translation: it has no words
    return Said("{first} {then}", {"first": first, "then": then})
