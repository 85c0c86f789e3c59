"""Draws the photos of the sample audit: no people, no brands, the same bytes each time."""

from installer.sample_photos import boxes, desk_papers, desk_phones, desk_screens, rooms

SCENES = {**desk_phones.SCENES, **desk_screens.SCENES, **desk_papers.SCENES, **rooms.SCENES, **boxes.SCENES}
