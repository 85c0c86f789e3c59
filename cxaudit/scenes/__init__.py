"""Draws the photos of the sample audit: no people, no brands, the same bytes each time."""

from cxaudit.scenes import boxes, desk_papers, desk_phones, desk_screens, rooms

SCENES = {**desk_phones.SCENES, **desk_screens.SCENES, **desk_papers.SCENES, **rooms.SCENES, **boxes.SCENES}
