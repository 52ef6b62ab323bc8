"""
Charts as Vega-Lite specifications: plain dictionaries, complete in themselves, in one language.

One chart a file: `fan`, `curve`, `reliability`, `pit`. Each takes told words and numbers in a plain record and returns
the same specification for the same record. Every number a reader sees is written by the teller, never by the drawing
library, and no address is ever named. Nothing rests on colour alone: marks differ by shape or lightness too, and have
words beside them.
"""
