"""The tutor for a program that a learner chose: what a chat or an assistant may do here, and hear of it.

Nothing of the key of an open step, of its solution or of a hint that was not taken stands in anything given here: all
of it is made from what the practice page shows. What a program does is the learner's own turn, marked with its origin.
"""
