"""Bodies: organisations that issue, assess, produce figures and answer for promises."""
