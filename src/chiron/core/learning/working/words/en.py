"""English."""

from __future__ import annotations

IDEAS: dict[str, tuple[str, str]] = {
    "not-turned": (
        "Does not turn the inequality",
        "Dividing or multiplying by a negative number swaps larger and smaller. Turn the inequality sign when you"
        " do it.",
    ),
    "turned-for-nothing": (
        "Turns the inequality without need",
        "The sign is turned only when both sides are multiplied or divided by a negative number. Adding and "
        "subtracting leave it as it is.",
    ),
    "edge-changed": (
        "Loses or adds the edge of an inequality",
        "Look at the sign again. One with a line below includes the number itself, one without leaves it out.",
    ),
    "lost-negative-root": (
        "Forgets the negative root",
        "Two numbers have this square, one positive and one negative. Write both.",
    ),
    "halves-a-square": (
        "Halves instead of taking the square root",
        "A square is undone by the square root. Ask which number times itself gives this, not which number taken "
        "twice.",
    ),
    "zero-product-sign": (
        "Reads the zeros of a product with the wrong sign",
        "A product is zero when one of its factors is zero. Set each bracket equal to 0 and solve that.",
    ),
    "product-equals-number": (
        "Splits a product that is not zero",
        "Only a product that equals 0 splits into its factors. Bring everything to one side first, so that 0 "
        "stands on the other.",
    ),
    "divides-by-the-letter": (
        "Divides by the unknown and loses a solution",
        "Dividing by the letter drops the solution where the letter is 0. Bring everything to one side and take "
        "the letter out as a factor.",
    ),
    "one-factor-only": (
        "Uses one factor of the product alone",
        "Each factor of the product can be zero. Solve for every one of them.",
    ),
    "sign-kept-moving": (
        "Moves a term without changing its sign",
        "A term was carried to the other side as it stood. What was added is undone by subtracting on both sides,"
        " and what was subtracted by adding.",
    ),
    "across-the-equals-sign": (
        "Adds like terms across the equals sign",
        "These like terms stand on different sides of the equals sign. Take one of them away from both sides, so "
        "that it leaves its side.",
    ),
    "divides-part-of-a-side": (
        "Divides one term of a side and leaves another",
        "Dividing a side means every term on it. Divide them all, or undo the addition or subtraction first.",
    ),
    "multiplies-part-of-a-side": (
        "Multiplies one term of a side and leaves another",
        "Multiplying a side means every term on it. The terms without a fraction are multiplied too.",
    ),
    "divides-one-side-only": (
        "Divides or multiplies one side only",
        "One side was divided or multiplied and the other stayed. What you do to one side, do to the other.",
    ),
    "subtracts-the-coefficient": (
        "Undoes a multiplication by subtracting",
        "Between a number and the letter beside it stands a hidden times sign. It is undone by dividing, not by "
        "subtracting or adding.",
    ),
    "divides-upside-down": (
        "Divides the wrong way round",
        "The number that multiplies the letter goes below. Divide the other side by it.",
    ),
    "done-again": (
        "Does the operation again instead of undoing it",
        "The operation was done once more. A multiplication is undone by dividing, a division by multiplying.",
    ),
    "minus-lost-dividing": (
        "Loses the letter's minus sign",
        "There is a minus before the letter. Divide both sides by the negative number, or add the term to both "
        "sides first.",
    ),
    "changes-one-side-only": (
        "Changes one side only",
        "Something was taken from one side alone. What you do to one side, do to the other, or the balance is lost.",
    ),
    "first-term-only": (
        "Multiplies the first term of a bracket only",
        "The number before the bracket multiplies everything in it. Multiply each term.",
    ),
    "minus-first-term-only": (
        "Lets a minus before a bracket reach the first term only",
        "A minus before a bracket changes the sign of every term in it. Change each one.",
    ),
    "sign-lost-in-bracket": (
        "Loses the minus in the later terms of a bracket",
        "The number before the bracket is negative for every term. Look at the sign of each product.",
    ),
    "squares-each-term": (
        "Raises each term of a bracket to the power",
        "A bracket squared is the bracket times itself. Write it twice and multiply each term by each; there is a"
        " middle term.",
    ),
    "middle-not-doubled": (
        "Takes the middle term once",
        "The middle product occurs twice, once each way round. Write the bracket twice and multiply each term by each.",
    ),
    "last-keeps-its-minus": (
        "Leaves the square of a negative term negative",
        "The last term is a number times itself, and minus times minus is plus.",
    ),
    "last-not-squared": (
        "Does not square the last term",
        "The last term is multiplied by itself too. Write the bracket twice and multiply each term by each.",
    ),
    "firsts-and-lasts": (
        "Multiplies first with first and last with last only",
        "Each term of one bracket multiplies each term of the other. That makes four products for two brackets of"
        " two terms.",
    ),
    "middle-multiplied": (
        "Multiplies the numbers for the middle term",
        "The middle term adds the two cross products. The numbers are added there, and multiplied only for the "
        "last term.",
    ),
    "middle-sign": (
        "Gets the sign of the middle term wrong",
        "Look at the two cross products with their signs, and add them.",
    ),
    "last-term-only": (
        "Multiplies the last term of a bracket only",
        "The number before the bracket multiplies everything in it. Multiply each term.",
    ),
    "bracket-added": (
        "Adds what stands before a bracket",
        "A number right before a bracket multiplies it. Multiply each term in the bracket by it.",
    ),
    "factor-left-behind": (
        "Takes a common factor out of one term only",
        "The common factor is taken out of every term. Multiply your bracket out again and compare.",
    ),
    "squares-as-square": (
        "Writes two squares as the square of a bracket",
        "Multiply your bracket out and compare. A difference of two squares is a sum times a difference; a sum of"
        " two squares has no such factors.",
    ),
    "factor-signs": (
        "Factors with the wrong signs",
        "The sizes fit and the signs do not. The numbers must multiply to the last term and add up to the middle one.",
    ),
    "tops-and-bottoms": (
        "Adds tops and bottoms of fractions",
        "Fractions are added in parts of the same size. Bring them to a common denominator first; then only the "
        "numerators are added.",
    ),
    "tops-kept": (
        "Changes the denominators and keeps the numerators",
        "When the denominator is multiplied, the numerator is multiplied by the same, or the fraction becomes another.",
    ),
    "whole-added-to-top": (
        "Adds a whole number to the numerator",
        "The whole number is not yet in the parts of this fraction. Write it as a fraction with the same "
        "denominator first.",
    ),
    "cancels-a-term": (
        "Divides only one term of a numerator",
        "Only a factor of the whole numerator can be cancelled. Divide every term, or factor first.",
    ),
    "splits-the-bottom": (
        "Splits a fraction at its denominator",
        "A numerator can be split over the same denominator. A denominator cannot be split; try it with numbers.",
    ),
    "top-and-bottom-multiplied": (
        "Multiplies numerator and denominator by a whole number",
        "Multiplying both leaves the fraction as it was. A whole number times a fraction multiplies the numerator"
        " only.",
    ),
    "divided-straight": (
        "Divides by a fraction as if multiplying",
        "Dividing by a fraction is multiplying by its reciprocal. Turn the second fraction over.",
    ),
    "wrong-one-turned": (
        "Turns over the wrong fraction",
        "The fraction that you divide by is turned over, not the one that is divided.",
    ),
    "multiplied-crosswise": (
        "Multiplies fractions crosswise",
        "For a product, numerator goes with numerator and denominator with denominator.",
    ),
    "exponents-divided": (
        "Divides the exponents",
        "A quotient of powers of the same base has the difference of the exponents. Write the factors out and cancel.",
    ),
    "exponents-multiplied": (
        "Multiplies the exponents in a product",
        "In a product of powers of the same base the exponents are added. Write the factors out and count them.",
    ),
    "bases-multiplied": (
        "Multiplies the bases too",
        "The base stays and the exponents are added. Write the factors out and count them.",
    ),
    "exponents-added": (
        "Adds the exponents of a power of a power",
        "A power of a power multiplies the exponents. Write the factors out and count them.",
    ),
    "first-factor-only": (
        "Raises one factor only",
        "The exponent belongs to the whole bracket. Raise every factor in it.",
    ),
    "negative-exponent-as-sign": (
        "Reads a negative exponent as a minus sign",
        "A negative exponent means one over the power. It does not make the number negative.",
    ),
    "zeroth-power-is-nothing": (
        "Takes the zeroth power for 0 or the base",
        "Each step down in the exponent divides by the base. One step below the first power comes 1.",
    ),
    "minus-in-a-square": (
        "Mixes up the square of a negative and the negative of a square",
        "Look whether the minus stands in the bracket. In the bracket it is squared too; without a bracket the "
        "power comes first.",
    ),
    "sign-of-a-product": (
        "Gets the sign of a product wrong",
        "Two factors with the same sign make a positive product, with different signs a negative one.",
    ),
    "base-times-exponent": (
        "Multiplies base and exponent",
        "The exponent says how often the base is taken as a factor. Write the factors out.",
    ),
    "root-of-each-term": (
        "Takes the root of each term",
        "The root belongs to the whole sum. Add first; with a product it would be different.",
    ),
    "root-as-half": (
        "Halves instead of taking the root",
        "Ask which number times itself gives this, not which number taken twice.",
    ),
    "size-keeps-sign": (
        "Misreads the absolute value",
        "The absolute value is the distance from 0, which is never negative.",
    ),
    "unlike-terms": (
        "Combines a term with a letter and a plain number",
        "Terms with the letter and plain numbers count different things. They stay side by side until you know "
        "what the letter is.",
    ),
    "unlike-letters": (
        "Combines terms with different letters or powers",
        "Only terms with the same letters to the same powers can be put together. These stay side by side.",
    ),
    "letter-dropped": (
        "Drops the letter when adding",
        "The letter belongs to its number. Without knowing the letter, the two cannot become one number.",
    ),
    "powers-in-a-sum": (
        "Adds exponents when adding like terms",
        "Adding like terms counts how many there are; the letter and its power stay. Exponents add in a product.",
    ),
    "like-terms-multiplied": (
        "Multiplies where like terms are added",
        "Like terms are counted together. Add their numbers.",
    ),
    "lone-letter-is-nothing": (
        "Counts a lone letter as none",
        "A letter without a number counts once; the 1 before it is not written.",
    ),
    "letter-taken-away": (
        "Takes the letter away instead of one of it",
        "Taking away the letter takes away one of it. The others stay.",
    ),
    "minus-of-a-negative": (
        "Takes away a negative as if it were positive",
        "Taking away a negative number is adding the positive one.",
    ),
    "two-minuses-make-plus": (
        "Uses the sign rule of products in a sum",
        "Two minus signs make a plus only in a product, or when a negative is taken away. Here both go down from 0.",
    ),
    "taken-the-other-way": (
        "Takes the smaller from the larger, whichever stands first",
        "Look which number is taken away. On the number line, start at the first and go down.",
    ),
    "sign-ignored": (
        "Adds where one term is taken away",
        "One of these terms is taken away. Mind the sign before it.",
    ),
    "minus-spreads": (
        "Lets a minus reach the next term too",
        "The minus belongs to the one term after it. Work from left to right.",
    ),
    "left-to-right": (
        "Works from left to right, whatever the operations",
        "Multiplication and division come before addition and subtraction.",
    ),
    "sign-flipped": (
        "A sign changed on the way",
        "One sign is different from the line before. Compare them term by term.",
    ),
    "term-dropped": (
        "A term was left out",
        "One term of the line before is missing here. Compare them term by term.",
    ),
    "off-by-one": (
        "Worked out one too large or too small",
        "The way is right; a number was worked out just beside its value. Add up again.",
    ),
}
"""Rule -> what it is called, for teachers; what helps against it, for learners, never the working of their own line."""

STEPS: dict[str, str] = {
    "multiply-out": "Multiply out the brackets in $@side$.",
    "clear-fractions": "Multiply every term on both sides by $@number$, so that the fractions go.",
    "collect": "Put like terms together in $@side$.",
    "subtract-letter": "Subtract $@term$ from both sides, so that the letter stands on one side only.",
    "add-letter": "Add $@term$ to both sides, so that the letter stands on one side only.",
    "subtract-rest": "Subtract $@term$ from both sides.",
    "add-rest": "Add $@term$ to both sides.",
    "divide": "Divide both sides by $@number$.",
    "multiply": "Multiply both sides by $@number$.",
    "change-signs": "Change the sign of every term on both sides.",
    "divide-and-turn": "Divide both sides by $@number$. That number is negative, so turn the inequality sign.",
    "multiply-and-turn": "Multiply both sides by $@number$. That number is negative, so turn the inequality sign.",
    "change-signs-and-turn": "Change the sign of every term on both sides, and turn the inequality sign.",
    "to-zero": "Bring everything to one side, so that 0 stands on the other.",
    "factor": "Write $@side$ as a product.",
    "zero-product": "A product is 0 when one of its factors is 0. Set each factor equal to 0.",
    "zero-factor": "A power is 0 when its base is 0.",
    "square-alone": "Bring the square to stand alone on one side.",
    "square-below-zero": "What is the square of a number never like? Say what that means for this equation.",
    "root-both-signs": "Take the square root of both sides. Two numbers have this square.",
    "formula": "This does not factor with whole numbers. Use the quadratic formula.",
    "formula-none": "Look at the number under the root of the quadratic formula, and say what it means.",
    "always": "The letter is gone and what is left is true. Say for which numbers the line you began with holds.",
    "never": "The letter is gone and what is left is false. Say for which numbers the line you began with holds.",
    "common-factor": "Take the common factor $@term$ out of every term.",
    "two-squares": "This is a difference of two squares. Write it as a sum times a difference.",
    "trinomial": "Find two numbers whose product is $@product$ and whose sum is $@sum$.",
    "square-of-bracket": "The first and the last term are squares. See whether this is the square of a bracket.",
    "square-bracket": "Write the bracket in $@part$ twice, and multiply each term by each.",
    "work-out": "Work out $@part$ first.",
    "numbers-first": "Put the numbers in $@part$ together, in front of the letters.",
    "power-of-power": "In $@part$ a power is raised to a power. Multiply the exponents.",
    "power-of-product": "In $@part$ the exponent belongs to every factor in the bracket.",
    "same-base": "In $@part$ powers of the same base are multiplied. Add their exponents.",
    "cancel": "Divide top and bottom of $@part$ by what they have in common.",
    "common-denominator": "Write every fraction with the denominator $@number$.",
    "add-tops": "The denominators are the same. Add the numerators.",
    "substitute": "Put $@side$ in the place of $@term$ in the other equation.",
    "add-equations": "Add the two equations, so that $@term$ goes.",
    "subtract-equations": "Subtract one equation from the other, so that $@term$ goes.",
    "multiply-equation": "Multiply one equation by $@number$, so that $@term$ can go.",
}
"""Next step -> what to do, never what comes out of it. @term, @number, @side and @part stand for mathematics."""

WITNESS: dict[str, str] = {
    "tried": "Try $@at$, which belongs to your answer: the left side comes to $@left$, the right side to $@right$.",
    "belongs": "Try $@at$: it belongs to your answer, but it does not fit.",
    "given": "Try $@at$: what is given comes to $@left$, your answer to $@right$.",
    "values": "Try $@at$: the line above comes to $@left$, this one to $@right$.",
    "sides": "Try it: $@at$ makes your line true, but the sides of the line above are then $@left$ and $@right$.",
    "fits": "Try $@at$: it fits your line, but not the line above.",
    "misses": "Try $@at$: it fits the line above, but not yours.",
}
"""What shows a line false, for the learner to try. @at, @left and @right stand for mathematics."""
