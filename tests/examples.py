"""How many examples a property is tried on: few in the suite, many with `--hypothesis-profile=many`."""

from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True, max_examples=60)
settings.register_profile("many", deadline=None, max_examples=2000)
settings.load_profile("steady")


def examples(few: int) -> int:
    """That many in the suite; twenty times as many for whoever asks for many."""
    return few * 20 if settings.get_current_profile_name() == "many" else few
