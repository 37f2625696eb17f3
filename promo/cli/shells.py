"""Completion where click and a shell differ: behind `--option=`, and of names with a comma."""

from __future__ import annotations

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
)


class _Bash(BashComplete):
    """Bash makes a word of the `=`, which click would take for the value."""

    def get_completion_args(self) -> tuple[list[str], str]:
        args, incomplete = super().get_completion_args()
        return (args[:-1] if args[-1:] == ["="] else args), incomplete


class _Whole(ShellComplete):
    """Fish and zsh put what is offered in place of the whole word."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        found = super().get_completions(args, incomplete)
        option, equals, _ = incomplete.partition("=")
        if equals and option.startswith("--"):
            for item in found:
                if item.type == "plain":
                    item.value = f"{option}={item.value}"
        return found


class _Fish(_Whole, FishComplete):
    # Click's own cuts a name and its help at the first comma.
    source_template = FishComplete.source_template.replace("string split ", "string split -m1 ")


class _Zsh(_Whole, ZshComplete):
    pass


def register() -> None:
    """Let click use these."""
    for shell in (_Bash, _Fish, _Zsh):
        add_completion_class(shell)
