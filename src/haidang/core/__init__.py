"""
The pure domain: what targets, figures, areas and documents mean, and how they are judged.

Knows no file, clock, network or chance; whatever depends on the day or on an input is handed in.
"""
