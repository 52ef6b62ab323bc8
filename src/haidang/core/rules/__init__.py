"""Law as dated data: rules with validity, citation and confidence, never constants."""
