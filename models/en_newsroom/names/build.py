"""From annotated texts to a trained recogniser."""

from collections.abc import Iterable
from pathlib import Path

from models.en_newsroom.names.examples import read_references
from models.en_newsroom.names.export import export
from models.en_newsroom.names.features import train_features
from models.en_newsroom.names.texts import read_texts
from models.en_newsroom.names.training import Data, TrainingSettings, train
from models.en_newsroom.names.variation import world_lists
from models.en_newsroom.recipe import names
from models.encoder.pretrained import TOKENIZER_FILE, find_pretrained, load_tokenizer
from pipeline.ner.reference.features import FEATURES

NAME, VERSION = "en_newsroom names", "0.2.0"
#: How a tiny run differs from another.
TINY = {"epochs": 1, "names_alone": 0, "batch": 600, "reference_batch": 40}


def build(
    sets: Iterable[Path], queries: Path, work: Path, *, steps: int | None, tiny: bool
) -> None:
    """Trains a recogniser and writes its files to `work / export`.

    Args:
        sets: files of names; the first is the one that annotates nationalities.
        queries: the file of references to learn from.
        work: takes the checkpoints and the result.
        steps: of training at most in each epoch, None for as many as there are.
        tiny: train on a few invented documents.
    """
    files = list(sets)
    national = names.national_names(files[0])
    texts = [text for file in files for text in read_texts(file, national)]
    pretrained = find_pretrained()
    tokenizer = load_tokenizer(pretrained)
    data = Data(
        texts,
        world_lists(texts),
        read_references(queries),
        tuple(FEATURES.values()),
    )
    settings = TrainingSettings(**TINY) if tiny else TrainingSettings()  # type: ignore[arg-type]
    network = train(data, tokenizer, settings, pretrained=pretrained, work=work, steps=steps)
    export(
        network,
        train_features(data.references),
        work / "export",
        tokenizer=pretrained / TOKENIZER_FILE,
        config={"name": NAME, "version": VERSION},
    )
