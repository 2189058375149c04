#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The colours of text in the style sheet can be read, in the light and in the dark.

Usage: test-contrast.py STYLE.CSS
"""

import re
import sys

#: As WCAG 2 asks of text (level AA).
MIN_CONTRAST = 4.5

#: Text, and what is behind it in GTK's own theme: lists, windows, the payload panel.
THEMES = {"light": ("#2e3436", ("#ffffff", "#f6f5f4", "#eeedec")),
          "dark": ("#eeeeec", ("#2d2d2d", "#353535", "#3a3a3a"))}


def channels(colour):
    return [int(colour[i:i + 2], 16) for i in (1, 3, 5)]


def luminance(rgb):
    linear = [c / 255 / 12.92 if c / 255 <= 0.03928 else ((c / 255 + 0.055) / 1.055) ** 2.4
              for c in rgb]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear))


def contrast(text, behind, alpha=1.0):
    mixed = [t * alpha + b * (1 - alpha) for t, b in zip(channels(text), channels(behind))]
    light, dark = sorted((luminance(mixed), luminance(channels(behind))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def rules(css):
    """Selectors and declarations, without comments."""
    for selector, body in re.findall(r"([^{}]+)\{([^}]*)\}", re.sub(r"/\*.*?\*/", "", css, flags=re.S)):
        pairs = (line.split(":", 1) for line in body.split(";") if ":" in line)
        yield selector.strip(), {name.strip(): value.strip() for name, value in pairs}


def pairs_of(css):
    """(selector, text, behind, alpha) of every rule that colours or fades text."""
    found = list(rules(css))
    dark = {part.strip().removeprefix(".dark ") for selector, _d in found
            for part in selector.split(",") if part.strip().startswith(".dark ")}
    for selector, declarations in found:
        for part in map(str.strip, selector.split(",")):
            name = part.removeprefix(".dark ")
            themes = ["dark"] if part != name else ["light"] if name in dark else list(THEMES)
            colour = declarations.get("color", "")
            alpha = re.fullmatch(r"alpha\(currentColor, ([\d.]+)\)", colour)
            fade = float(alpha[1] if alpha else declarations.get("opacity", 1))
            own = declarations.get("background-color", "")
            for theme in themes:
                text, behinds = THEMES[theme]
                if colour.startswith("#"):
                    text = colour
                elif fade == 1:
                    continue
                for behind in [own] if own.startswith("#") else behinds:
                    yield f"{part} ({theme})", text, behind, fade


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        pairs = list(pairs_of(file.read()))
    for n, (what, text, behind, alpha) in enumerate(pairs, 1):
        ratio = contrast(text, behind, alpha)
        verdict = "ok" if ratio >= MIN_CONTRAST else "not ok"
        print(f"{verdict} {n} - {what}: {text} {alpha} on {behind}: {ratio:.2f}")
    print(f"1..{len(pairs)}")
    sys.exit(not pairs or any(contrast(*pair[1:]) < MIN_CONTRAST for pair in pairs))


if __name__ == "__main__":
    main()
