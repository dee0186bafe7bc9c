"""Makes adamw.json: steps of torch.optim.AdamW for given gradients, in float64, worked out from
PyTorch's documentation of it: python3 adamw.py > adamw.json
"""
import json
import math
import sys

GRADIENTS = [
    [0.5, -2.0, 1e-3, 0.0, 300.0],
    [0.25, 1.5, -1e-3, 0.0, -0.125],
    [0.0, 0.0, 0.0, 0.0, 0.0],
    [-1.0, 0.75, 2e-3, 1e-3, 4.0],
    [0.125, -3.0, 1e-3, -2e-3, 8.0],
    [2.0, 0.5, -4e-3, 0.5, -16.0],
]
RATES = [0.1, 0.1, 0.05, 0.05, 0.025, 0.0125]
PARAMETER = [1.0, -2.0, 0.5, 0.25, -4.0]
SETTINGS = [
    {"name": "defaults of PyTorch", "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weight_decay": 0.01},
    {"name": "without decay", "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weight_decay": 0.0},
    {"name": "short memory and a large epsilon", "beta1": 0.5, "beta2": 0.75, "epsilon": 0.125, "weight_decay": 0.5},
    {"name": "no momentum", "beta1": 0.0, "beta2": 0.95, "epsilon": 1e-6, "weight_decay": 0.1},
]


def steps(setting):
    b1, b2 = setting["beta1"], setting["beta2"]
    p, m, v = list(PARAMETER), [0.0] * 5, [0.0] * 5
    for t, (rate, g) in enumerate(zip(RATES, GRADIENTS), 1):
        for i in range(5):
            p[i] -= rate * setting["weight_decay"] * p[i]
            m[i] = b1 * m[i] + (1 - b1) * g[i]
            v[i] = b2 * v[i] + (1 - b2) * g[i] ** 2
            m_hat = m[i] / (1 - b1**t)
            v_hat = v[i] / (1 - b2**t)
            p[i] -= rate * m_hat / (math.sqrt(v_hat) + setting["epsilon"])
        yield {"rate": rate, "gradient": g, "parameter": list(p), "exp_avg": list(m), "exp_avg_sq": list(v)}


json.dump([dict(s, parameter=PARAMETER, steps=list(steps(s))) for s in SETTINGS], sys.stdout, indent=1)
print()
