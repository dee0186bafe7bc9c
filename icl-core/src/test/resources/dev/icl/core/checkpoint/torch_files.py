"""Makes torch-*.pth beside this script, with PyTorch 1.13 (Debian's python3-torch)."""

import argparse
import collections
import os

import numpy
import torch

os.chdir(os.path.dirname(os.path.abspath(__file__)))


def save(name, value, legacy, protocol=2):
    torch.save(
        value,
        f"torch-{name}.pth",
        pickle_protocol=protocol,
        _use_new_zipfile_serialization=not legacy,
    )


base = torch.arange(24.0)
types = collections.OrderedDict(
    [
        ("layers.0.weight", base.view(2, 3, 4)),
        ("layers.0.again", base.view(2, 3, 4)),
        ("layers.0.turned", base.view(4, 6).t()),
        ("layers.0.part", base.view(4, 6)[1:3, 2:5]),
        ("layers.0.repeated", base[2:4].expand(3, 2)),
        ("half", torch.tensor([1.5, -2, 2.0**-14, 2.0**-24, 65504]).half()),
        ("brain", torch.tensor([1.5, -2, 3.140625]).bfloat16()),
        ("double", torch.tensor([1 / 3], dtype=torch.float64)),
        ("count", torch.tensor(7)),
        ("mask", torch.tensor([True, False])),
        ("bytes", torch.tensor([200, 3], dtype=torch.uint8)),
        ("small", torch.tensor([-5], dtype=torch.int8)),
        ("short", torch.tensor([-300], dtype=torch.int16)),
        ("int", torch.tensor([70000], dtype=torch.int32)),
        ("parameter", torch.nn.Parameter(torch.tensor([0.25, 0.5]))),
        ("empty", torch.empty(0, 3)),
    ]
)
save("types", types, False)
save("types-legacy", types, True)

torch.manual_seed(0)
module = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.BatchNorm2d(2))
optimizer = torch.optim.SGD(module.parameters(), lr=0.1, momentum=0.9)
module(torch.arange(16.0).view(1, 1, 4, 4) / 16).sum().backward()
optimizer.step()
training = {
    "epoch": 3,
    "model": module.state_dict(),
    "optimizer": optimizer.state_dict(),
    "note": None,
    "best": 0.5,
}
save("training", training, False)
save("training-legacy", training, True)
save("module", module, False)

# as nnU-Net's trainer and others save it: with options, scores and devices of other classes
beside = {
    "random": torch.get_rng_state()[:4],
    "network_weights": collections.OrderedDict(
        ("module." + name, value) for name, value in module.state_dict().items()
    ),
    "optimizer_state": optimizer.state_dict(),
    "logging": {"dice": [numpy.float64(0.5), numpy.float32(0.25)], "loss": numpy.arange(3.0)},
    "init_args": {"device": torch.device("cpu"), "kinds": {1, 2}, "big": 2**100, "type": torch.half},
    "args": argparse.Namespace(sizes=[1, 2], text="x" * 300, raw=b"y" * 300),
    "counts": collections.defaultdict(list, {"a": [1.5]}),
}
for protocol in (2, 3, 4, 5):
    save(f"beside-{protocol}", beside, False, protocol)
save("beside-legacy", beside, True)

for name, value in module.state_dict().items():
    print(name, value.flatten()[:2].tolist())
