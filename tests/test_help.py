"""The help of every command: examples that a shell would take, in 80 columns."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from commandline import promo, promo_on_terminal
from test_docs import commands_of

from promo.cli import main

COMMANDS = sorted(commands_of(main))


def groups_of(group: click.Group) -> Iterator[str]:
    return (name for name, each in group.commands.items() if isinstance(each, click.Group))


def help_of(command: str, folder: Path) -> str:
    done = promo(*command.split(), "--help", cwd=folder)
    assert (done.code, done.stderr) == (0, "")
    return done.stdout


def examples_in(text: str) -> list[list[str]]:
    """The words of each example, up to where a shell takes over."""
    lines = [line.strip() for line in text.splitlines() if line.startswith("  promo ")]
    return [shlex.split(re.split(r" [|>] ", line)[0])[1:] for line in lines]


def parse(arguments: list[str]) -> str:
    """The command that the words call; click refuses what it would not take."""
    command: click.Command = main
    names: list[str] = []
    while isinstance(command, click.Group):
        name, found, arguments = command.resolve_command(click.Context(command), arguments)
        assert name is not None
        assert found is not None
        names, command = [*names, name], found
    command.make_context(names[-1], list(arguments))
    return " ".join(names)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_examples_that_click_takes(command: str, tmp_path: Path) -> None:
    examples = examples_in(help_of(command, tmp_path))
    assert examples
    assert {parse(example) for example in examples} == {command}


def test_an_example_that_click_does_not_take_would_be_noticed() -> None:
    with pytest.raises(click.NoSuchOption):
        parse(["build", "evidence.yaml", "--tagret", "principal"])


@pytest.mark.parametrize("command", ["", *groups_of(main), *COMMANDS])
def test_help_keeps_to_80_columns_and_says_how_each_option_works(
    command: str, tmp_path: Path
) -> None:
    text = help_of(command, tmp_path)
    assert max(map(len, text.splitlines())) <= 80
    options = text.partition("\nOptions:\n")[2].partition("\nCommands:\n")[0]
    assert all(re.search(r"\S  +\S|\n {10,}\S", each) for each in re.split(r"\n(?=  -)", options))


@pytest.mark.parametrize("command", ["build", "diff", "completion"])
def test_help_is_the_same_on_a_terminal(command: str, tmp_path: Path) -> None:
    code, shown = promo_on_terminal(command, "--help", cwd=tmp_path)
    assert (code, shown) == (0, help_of(command, tmp_path))


def test_commands_are_listed_in_the_order_of_their_use_with_whole_sentences(tmp_path: Path) -> None:
    listed = promo(cwd=tmp_path).stderr.partition("\nCommands:\n")[2]
    names = re.findall(r"^  (\w+) ", listed, re.MULTILINE)
    assert names[:7] == ["new", "collect", "tag", "check", "build", "review", "diff"]
    assert "..." not in listed
    assert all(told.endswith(".") for told in re.split(r"\n  (?=\w)", listed.rstrip()))
