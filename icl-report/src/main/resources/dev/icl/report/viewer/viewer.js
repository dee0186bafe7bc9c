'use strict';
(() => {
  const page = JSON.parse(document.getElementById('page').textContent);
  const blocks = document.querySelectorAll('script.block');
  const element = id => document.getElementById(id);
  const make = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  const BODY_PLANES = ['Axial', 'Coronal', 'Sagittal'];
  const DASHES = [[2, 3], [], [6, 4], [9, 3, 2, 3]];
  const MODES = ['contour', 'filled', 'off'];
  const PRESETS = [
    ['Soft tissue', 40, 400], ['Lung', -600, 1500], ['Bone', 500, 2000], ['Brain', 40, 80]
  ];

  const present = page.layers.map((name, i) => page.cases.some(c => c.labels[i] >= 0));

  const state = {
    place: 0, channel: 0, plane: 0, at: [0, 0, 0], low: 0, high: 1, opacity: 0.4, labels: true,
    hidden: new Set(), modes: page.layers.map((name, i) => i === present.indexOf(true) ? 'filled' : 'contour'),
    zoom: [1, 1, 1], shift: [[0, 0], [0, 0], [0, 0]], order: page.cases.map((c, i) => i)
  };
  let shown = null; // the voxels of the case on the page
  let asked = 0; // counts cases asked for: one that comes too late is not shown
  let drawing = false;

  /* ---- voxels ---- */

  async function bytes(block) {
    const text = atob(blocks[block].textContent);
    const packed = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) {
      packed[i] = text.charCodeAt(i);
    }
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  async function numbers(block, bits) {
    const packed = await bytes(block);
    if (bits === 8) {
      for (let i = 1; i < packed.length; i++) {
        packed[i] += packed[i - 1];
      }
      return packed;
    }
    const values = new Uint16Array(packed.length / 2);
    let before = 0;
    for (let i = 0; i < values.length; i++) {
      before = (before + packed[i] + (packed[values.length + i] << 8)) & 0xffff;
      values[i] = before;
    }
    return values;
  }

  const current = () => page.cases[state.place];
  const size = axis => current().axes[axis].size;
  const channel = () => current().channels[Math.min(state.channel, current().channels.length - 1)];

  /** Sizes, distances and strides of the plane across an axis; the head is up where slices are rows. */
  function geometry(axis) {
    const [s, r, c] = current().axes;
    const row = r.size * c.size;
    if (axis === 0) {
      return {w: c.size, h: r.size, x: c.mm, y: r.mm, base: state.at[0] * row, dx: 1, dy: c.size, rows: 1, columns: 2, up: false};
    }
    const bottom = (s.size - 1) * row;
    return axis === 1
      ? {w: c.size, h: s.size, x: c.mm, y: s.mm, base: bottom + state.at[1] * c.size, dx: 1, dy: -row, rows: 0, columns: 2, up: true}
      : {w: r.size, h: s.size, x: r.mm, y: s.mm, base: bottom + state.at[2], dx: c.size, dy: -row, rows: 0, columns: 1, up: true};
  }

  function planeName(axis) {
    return current().oriented ? BODY_PLANES[axis] : 'Across axis ' + (current().axes[axis].file + 1);
  }

  /** A plane is worth showing if it is more than a line. */
  function isPlane(axis) {
    return [0, 1, 2].every(other => other === axis || size(other) > 1);
  }

  /* ---- cases ---- */

  async function open(place, keepView) {
    const mine = ++asked;
    state.place = place;
    const c = current();
    element('name').textContent = c.name + (page.cases.length > 1 ? ' (' + (place + 1) + ' of ' + page.cases.length + ')' : '');
    const cut = state.order.indexOf(place);
    element('previous').disabled = cut <= 0;
    element('next').disabled = cut >= state.order.length - 1;
    try {
      const wanted = channel();
      const [image, ...labels] = await Promise.all(
        [numbers(wanted.block, wanted.bits), ...c.labels.map(b => b < 0 ? null : numbers(b, 8))]);
      if (mine !== asked) {
        return;
      }
      shown = {image, labels, channel: wanted};
      if (!keepView) {
        state.at = c.start.slice();
        state.zoom = [1, 1, 1];
        state.shift = [[0, 0], [0, 0], [0, 0]];
        if (!isPlane(state.plane)) {
          state.plane = [0, 1, 2].find(isPlane) || 0;
        }
      }
      resetWindow();
      describe();
      draw();
      document.body.dataset.shown = c.name;
    } catch (problem) {
      trouble('This case cannot be shown: ' + problem.message);
    }
  }

  function trouble(words) {
    element('trouble').textContent = words;
    element('trouble').hidden = false;
  }

  function go(by) {
    const next = state.order[state.order.indexOf(state.place) + by];
    if (next !== undefined) {
      location.hash = hash(page.cases[next].name);
    }
  }

  const hash = name => 'case=' + encodeURIComponent(name);

  function followHash() {
    let name = null;
    try {
      const found = location.hash.match(/[#&]case=([^&]*)/);
      name = found && decodeURIComponent(found[1]);
    } catch (malformed) {
      name = location.hash;
    }
    const place = page.cases.findIndex(c => c.name === name);
    element('trouble').hidden = true;
    if (name !== null && place < 0) {
      trouble('There is no case "' + name + '" on this page.');
    }
    open(Math.max(0, place), false);
  }

  /* ---- window ---- */

  function resetWindow() {
    const c = shown.channel;
    [state.low, state.high] = c.window;
    element('preset').value = 'automatic';
    const most = range();
    for (const [id, low, high] of [['level', most[0], most[1]], ['width', 0, most[1] - most[0]]]) {
      Object.assign(element(id), {min: low, max: high, step: (most[1] - most[0]) / 500 || 1});
    }
    showWindow();
  }

  function range() {
    const c = shown.channel;
    let most = 0;
    if (shown.most === undefined) {
      for (const v of shown.image) {
        most = v > most ? v : most;
      }
      shown.most = most;
    }
    return [c.low, c.low + shown.most * c.step];
  }

  function setWindow(level, width) {
    const least = shown.channel.step;
    const w = Math.max(width, least);
    state.low = level - w / 2;
    state.high = level + w / 2;
    showWindow();
    draw();
  }

  const level = () => (state.low + state.high) / 2;
  const width = () => state.high - state.low;
  const words = value => Number.isInteger(value) ? String(value) : Number(value.toPrecision(4)).toString();

  function showWindow() {
    element('level').value = level();
    element('width').value = width();
    element('level-value').textContent = words(level());
    element('width-value').textContent = words(width());
  }

  function preset(name) {
    const most = range();
    const known = PRESETS.find(p => p[0] === name);
    if (known) {
      setWindow(known[1], known[2]);
    } else if (name === 'full') {
      setWindow((most[0] + most[1]) / 2, most[1] - most[0]);
    } else if (name === 'automatic') {
      const [low, high] = shown.channel.window;
      setWindow((low + high) / 2, high - low);
    }
  }

  /* ---- words about the case ---- */

  function describe() {
    const c = current();
    element('channels').hidden = c.channels.length < 2;
    element('channel').replaceChildren(
      ...c.channels.map((ch, i) => make('option', {value: i, textContent: ch.name})));
    element('channel').value = Math.min(state.channel, c.channels.length - 1);
    const [low, high] = range();
    const options = [['automatic', 'Automatic'], ['full', 'All intensities']];
    if (low <= -500 && high >= 500) {
      options.push(...PRESETS.map(p => [p[0], p[0] + ' (' + p[1] + ', ' + p[2] + ')']));
    }
    options.push(['own', 'As set']);
    element('preset').replaceChildren(
      ...options.map(([value, text]) => make('option', {value, textContent: text})));
    element('preset').value = 'automatic';
    panes.forEach((pane, axis) => {
      pane.figure.hidden = !isPlane(axis);
      pane.tab.hidden = !isPlane(axis);
      pane.tab.textContent = planeName(axis);
      pane.slider.max = size(axis) - 1;
      pane.slider.hidden = size(axis) < 2;
      pane.slider.setAttribute('aria-label', planeName(axis) + ' slice');
    });
    element('tabs').hidden = panes.filter(p => !p.tab.hidden).length < 2;
    scores();
    for (const row of element('case-table').querySelectorAll('tbody tr')) {
      row.setAttribute('aria-current', Number(row.dataset.place) === state.place);
    }
    select(state.plane);
  }

  const dice = value => value === null || value === undefined ? '' : value.toFixed(3);

  function scores() {
    const c = current();
    const layers = c.scores.map((s, i) => i).filter(i => c.scores[i]);
    element('scores').hidden = layers.length === 0;
    if (layers.length === 0) {
      return;
    }
    const classes = c.scores[layers[0]].map(s => s.label);
    const head = make('tr', {}, make('th', {scope: 'col', textContent: 'Class'}),
      ...layers.flatMap(i => [
        make('th', {scope: 'col', className: 'number', textContent: page.layers[i] + ': Dice'}),
        make('th', {scope: 'col', className: 'number', textContent: 'HD95, voxel'})]));
    const rows = classes.map(label => make('tr', {}, make('th', {scope: 'row', textContent: label}),
      ...layers.flatMap(i => {
        const score = c.scores[i].find(s => s.label === label) || {};
        return [make('td', {className: 'number', textContent: dice(score.dice)}),
          make('td', {className: 'number', textContent: score.hd95 === null || score.hd95 === undefined ? '' : score.hd95.toFixed(2)})];
      })));
    element('score-table').replaceChildren(make('thead', {}, head), make('tbody', {}, ...rows));
  }

  function mean(c, layer) {
    const counted = (c.scores[layer] || []).map(s => s.dice).filter(d => d !== null);
    return counted.length ? counted.reduce((a, b) => a + b, 0) / counted.length : null;
  }

  function cases() {
    element('cases').hidden = page.cases.length < 2 && !page.cases.some(c => c.scores.some(s => s));
    const layers = page.layers.map((name, i) => i).filter(i => page.cases.some(c => c.scores[i]));
    const columns = [['Case', null], ...layers.map(i => ['Dice, ' + page.layers[i], i])];
    const body = make('tbody', {});
    const fill = () => body.replaceChildren(...state.order.map(place => {
      const c = page.cases[place];
      const row = make('tr', {}, make('th', {scope: 'row'}, make('a', {href: '#' + hash(c.name), textContent: c.name})),
        ...layers.map(i => make('td', {className: 'number', textContent: dice(mean(c, i))})));
      row.dataset.place = place;
      row.setAttribute('aria-current', place === state.place);
      return row;
    }));
    const sort = layer => {
      const key = place => {
        const value = mean(page.cases[place], layer);
        return value === null ? 2 : value;
      };
      const all = page.cases.map((c, i) => i);
      const ascending = layer === null ? all : all.slice().sort((a, b) => key(a) - key(b) || a - b);
      const again = state.order.every((place, i) => place === ascending[i]);
      state.order = again ? ascending.reverse() : ascending;
      fill();
    };
    const head = make('tr', {}, ...columns.map(([title, layer]) => make('th', {scope: 'col', className: layer === null ? '' : 'number'},
      make('button', {type: 'button', title: 'sort', textContent: title, onclick: () => sort(layer)}))));
    element('case-table').replaceChildren(make('thead', {}, head), body);
    fill();
  }

  /* ---- drawing ---- */

  const panes = [0, 1, 2].map(axis => {
    const canvas = make('canvas', {});
    canvas.setAttribute('role', 'img');
    const ends = ['left', 'right', 'top', 'bottom'].map(side => make('span', {className: side}));
    const title = make('b', {});
    const count = make('span', {});
    const slider = make('input', {type: 'range', min: 0, step: 1, oninput: () => {
      select(axis);
      move(axis, Number(slider.value));
    }});
    const figure = make('figure', {className: 'plane'}, make('figcaption', {}, title, count),
      make('div', {className: 'stage'}, canvas, ...ends), slider);
    const tab = make('button', {type: 'button', onclick: () => {
      select(axis);
      draw();
    }});
    element('tabs').append(tab);
    element('planes').append(figure);
    const pane = {axis, canvas, ends, title, count, slider, figure, tab, picture: document.createElement('canvas'), pointers: new Map()};
    gestures(pane);
    return pane;
  });

  function select(axis) {
    state.plane = axis;
    panes.forEach((pane, i) => {
      pane.figure.classList.toggle('active', i === axis);
      pane.tab.setAttribute('aria-pressed', i === axis);
    });
  }

  function draw() {
    if (!drawing) {
      drawing = true;
      requestAnimationFrame(() => {
        drawing = false;
        if (shown) {
          panes.filter(pane => !pane.figure.hidden).forEach(paint);
          tell();
        }
      });
    }
  }

  /** From pixels of the canvas to those of the plane. */
  function view(pane, g) {
    const room = Math.min(pane.canvas.width / (g.w * g.x), pane.canvas.height / (g.h * g.y)) * state.zoom[pane.axis];
    const [x, y] = state.shift[pane.axis];
    return {
      sx: room * g.x, sy: room * g.y,
      left: (pane.canvas.width - g.w * g.x * room) / 2 + x * pane.canvas.width,
      top: (pane.canvas.height - g.h * g.y * room) / 2 + y * pane.canvas.height
    };
  }

  function layersShown() {
    return state.labels
      ? shown.labels.map((map, i) => ({map, mode: state.modes[i], i})).filter(l => l.map && l.mode !== 'off')
      : [];
  }

  const colors = new Map(page.classes.map(c => [c.value, [1, 3, 5].map(i => parseInt(c.color.slice(i, i + 2), 16))]));

  function paint(pane) {
    const side = pane.canvas.clientWidth;
    if (side === 0) {
      return; // not on the screen
    }
    const pixels = Math.round(side * Math.min(devicePixelRatio || 1, 3));
    if (pane.canvas.width !== pixels) {
      pane.canvas.width = pixels;
      pane.canvas.height = pixels;
    }
    const g = geometry(pane.axis);
    const v = view(pane, g);
    const context = pane.canvas.getContext('2d');
    context.fillStyle = '#000';
    context.fillRect(0, 0, pixels, pixels);
    pane.picture.width = g.w;
    pane.picture.height = g.h;
    const picture = pane.picture.getContext('2d');
    picture.putImageData(grey(g), 0, 0);
    context.imageSmoothingEnabled = element('smooth').checked;
    context.drawImage(pane.picture, v.left, v.top, g.w * v.sx, g.h * v.sy);
    for (const layer of layersShown()) {
      if (layer.mode === 'filled') {
        picture.putImageData(filled(g, layer.map), 0, 0);
        context.imageSmoothingEnabled = false;
        context.drawImage(pane.picture, v.left, v.top, g.w * v.sx, g.h * v.sy);
      } else {
        contours(context, g, v, layer, pixels / side);
      }
    }
    if (element('crosshair').checked) {
      crosshair(context, pane, g, v);
    }
    letters(pane);
  }

  function grey(g) {
    const image = new ImageData(g.w, g.h);
    const c = shown.channel;
    const scale = 255 * c.step / (state.high - state.low);
    const offset = 255 * (c.low - state.low) / (state.high - state.low);
    let to = 0;
    for (let y = 0; y < g.h; y++) {
      let from = g.base + y * g.dy;
      for (let x = 0; x < g.w; x++, from += g.dx) {
        const value = shown.image[from] * scale + offset; // clamped by the array
        image.data[to++] = value;
        image.data[to++] = value;
        image.data[to++] = value;
        image.data[to++] = 255;
      }
    }
    return image;
  }

  function filled(g, map) {
    const image = new ImageData(g.w, g.h);
    const alpha = Math.round(255 * state.opacity);
    let to = 0;
    for (let y = 0; y < g.h; y++) {
      let from = g.base + y * g.dy;
      for (let x = 0; x < g.w; x++, from += g.dx, to += 4) {
        const color = state.hidden.has(map[from]) ? undefined : colors.get(map[from]);
        if (color) {
          image.data.set(color, to);
          image.data[to + 3] = alpha;
        }
      }
    }
    return image;
  }

  /** The edges between voxels of a class and others. */
  function contours(context, g, v, layer, ratio) {
    const paths = new Map();
    const map = layer.map;
    for (let y = 0; y < g.h; y++) {
      for (let x = 0; x < g.w; x++) {
        const at = g.base + y * g.dy + x * g.dx;
        const label = map[at];
        if (label === 0 || state.hidden.has(label)) {
          continue;
        }
        const left = v.left + x * v.sx;
        const top = v.top + y * v.sy;
        const edge = (fromX, fromY, toX, toY) => {
          if (!paths.has(label)) {
            paths.set(label, new Path2D());
          }
          paths.get(label).moveTo(fromX, fromY);
          paths.get(label).lineTo(toX, toY);
        };
        if (x === 0 || map[at - g.dx] !== label) {
          edge(left, top, left, top + v.sy);
        }
        if (x === g.w - 1 || map[at + g.dx] !== label) {
          edge(left + v.sx, top, left + v.sx, top + v.sy);
        }
        if (y === 0 || map[at - g.dy] !== label) {
          edge(left, top, left + v.sx, top);
        }
        if (y === g.h - 1 || map[at + g.dy] !== label) {
          edge(left, top + v.sy, left + v.sx, top + v.sy);
        }
      }
    }
    context.lineWidth = 1.7 * ratio;
    context.globalAlpha = 0.6 + 0.4 * state.opacity;
    const dashes = DASHES[layer.i % DASHES.length];
    context.setLineDash(dashes.map(d => d * ratio));
    for (const [label, path] of paths) {
      const color = colors.get(label);
      context.strokeStyle = color ? 'rgb(' + (layer.i === 0 ? color : color.map(paler)).join() + ')' : '#fff';
      context.stroke(path);
    }
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  /** Contours are seen on areas of their own class, too. */
  const paler = part => Math.round(part + (255 - part) * 0.45);

  function crosshair(context, pane, g, v) {
    const row = g.up ? g.h - 1 - state.at[g.rows] : state.at[g.rows];
    const x = v.left + (state.at[g.columns] + 0.5) * v.sx;
    const y = v.top + (row + 0.5) * v.sy;
    context.strokeStyle = 'rgba(255, 255, 255, 0.35)';
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x, pane.canvas.height);
    context.moveTo(0, y);
    context.lineTo(pane.canvas.width, y);
    context.stroke();
  }

  function letters(pane) {
    const axes = current().axes;
    const g = geometry(pane.axis);
    const [left, right] = axes[g.columns].ends || '';
    const [first, last] = axes[g.rows].ends || '';
    const sides = [left, right, g.up ? last : first, g.up ? first : last];
    pane.ends.forEach((span, i) => {
      span.textContent = sides[i] || '';
    });
    pane.title.textContent = planeName(pane.axis);
    pane.count.textContent = (state.at[pane.axis] + 1) + ' of ' + size(pane.axis);
    pane.slider.value = state.at[pane.axis];
    pane.canvas.setAttribute('aria-label',
      planeName(pane.axis) + ' plane ' + pane.count.textContent + ' of ' + current().name);
  }

  function tell() {
    const axes = current().axes;
    const g = (state.at[0] * axes[1].size + state.at[1]) * axes[2].size + state.at[2];
    const file = [];
    axes.forEach((axis, i) => {
      file[axis.file] = axis.first + state.at[i] * axis.step;
    });
    const named = new Map(page.classes.map(c => [c.value, c.name]));
    const parts = ['Voxel (' + file.join(', ') + ') of the file',
      'intensity ' + words(shown.channel.low + shown.image[g] * shown.channel.step)];
    shown.labels.forEach((map, i) => {
      if (map) {
        parts.push(page.layers[i] + ': ' + (map[g] === 0 ? 'background' : named.get(map[g])));
      }
    });
    if (!current().measured) {
      parts.push('the file tells no voxel size');
    }
    if (!current().oriented) {
      parts.push('the file tells no orientation');
    }
    element('here').textContent = parts.join(' · ');
  }

  /* ---- moving ---- */

  function move(axis, place) {
    state.at[axis] = Math.max(0, Math.min(size(axis) - 1, place));
    draw();
  }

  function zoom(axis, factor, x, y) {
    const before = state.zoom[axis];
    state.zoom[axis] = Math.max(1, Math.min(20, before * factor));
    const real = state.zoom[axis] / before;
    // what is under the fingers stays there
    state.shift[axis] = state.shift[axis].map((s, i) => {
      const fixed = (i === 0 ? x : y) - 0.5;
      return fixed + (s - fixed) * real;
    });
    hold(axis);
    draw();
  }

  /** The picture stays within its frame. */
  function hold(axis) {
    const most = (state.zoom[axis] - 1) / 2;
    state.shift[axis] = state.shift[axis].map(s => Math.max(-most, Math.min(most, s)));
  }

  function fit() {
    state.zoom = [1, 1, 1];
    state.shift = [[0, 0], [0, 0], [0, 0]];
    draw();
  }

  /** Makes the voxel under a pointer the one that all planes go through. */
  function point(pane, event) {
    const box = pane.canvas.getBoundingClientRect();
    const ratio = pane.canvas.width / box.width;
    const g = geometry(pane.axis);
    const v = view(pane, g);
    const x = Math.floor(((event.clientX - box.left) * ratio - v.left) / v.sx);
    const y = Math.floor(((event.clientY - box.top) * ratio - v.top) / v.sy);
    if (x >= 0 && y >= 0 && x < g.w && y < g.h) {
      state.at[g.columns] = x;
      state.at[g.rows] = g.up ? g.h - 1 - y : y;
      draw();
    }
  }

  function gestures(pane) {
    const canvas = pane.canvas;
    let start = null;
    canvas.addEventListener('contextmenu', event => event.preventDefault());
    canvas.addEventListener('dblclick', fit);
    canvas.addEventListener('wheel', event => {
      event.preventDefault();
      select(pane.axis);
      if (event.ctrlKey) {
        const box = canvas.getBoundingClientRect();
        zoom(pane.axis, event.deltaY < 0 ? 1.15 : 1 / 1.15, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
      } else if (event.deltaY !== 0) {
        move(pane.axis, state.at[pane.axis] + (event.deltaY < 0 ? 1 : -1));
      }
    }, {passive: false});
    canvas.addEventListener('pointerdown', event => {
      canvas.setPointerCapture(event.pointerId);
      select(pane.axis);
      pane.pointers.set(event.pointerId, [event.clientX, event.clientY]);
      start = {x: event.clientX, y: event.clientY, slice: state.at[pane.axis], moved: false, level: level(), width: width(),
        window: event.button === 2 || event.shiftKey};
      if (event.pointerType === 'mouse' && !start.window) {
        point(pane, event);
      }
      draw();
    });
    canvas.addEventListener('pointermove', event => {
      if (!pane.pointers.has(event.pointerId) || !start || !shown) {
        return;
      }
      const before = pane.pointers.get(event.pointerId);
      const box = canvas.getBoundingClientRect();
      const others = [...pane.pointers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
      pane.pointers.set(event.pointerId, [event.clientX, event.clientY]);
      const across = event.clientX - start.x;
      const down = event.clientY - start.y;
      start.moved = start.moved || Math.hypot(across, down) > 8 || others.length > 0;
      if (others.length > 0) {
        pinch(pane, box, before, [event.clientX, event.clientY], others[0]);
      } else if (start.window) {
        const [low, high] = range();
        element('preset').value = 'own';
        setWindow(start.level - down * (high - low) / 400, start.width + across * (high - low) / 400);
      } else if (event.pointerType === 'mouse') {
        point(pane, event);
      } else if (start.moved) {
        const step = Math.max(4, box.height / Math.max(size(pane.axis), 12));
        move(pane.axis, start.slice - Math.round(down / step));
      }
    });
    const end = event => {
      if (pane.pointers.delete(event.pointerId) && event.type === 'pointerup' && start && !start.moved
          && event.pointerType !== 'mouse' && !start.window) {
        point(pane, event);
      }
    };
    canvas.addEventListener('pointerup', end);
    canvas.addEventListener('pointercancel', end);
  }

  function pinch(pane, box, before, now, other) {
    const old = Math.hypot(before[0] - other[0], before[1] - other[1]);
    const distance = Math.hypot(now[0] - other[0], now[1] - other[1]);
    const x = ((now[0] + other[0]) / 2 - box.left) / box.width;
    const y = ((now[1] + other[1]) / 2 - box.top) / box.height;
    if (old > 0) {
      zoom(pane.axis, distance / old, x, y);
    }
    state.shift[pane.axis][0] += (now[0] - before[0]) / 2 / box.width;
    state.shift[pane.axis][1] += (now[1] - before[1]) / 2 / box.height;
    hold(pane.axis);
    draw();
  }

  function key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest('input, select, textarea') || !shown) {
      return;
    }
    const axis = state.plane;
    const last = size(axis) - 1;
    const at = state.at[axis];
    const acts = {
      ArrowUp: () => move(axis, at + 1), ArrowDown: () => move(axis, at - 1),
      PageUp: () => move(axis, at + 10), PageDown: () => move(axis, at - 10),
      Home: () => move(axis, last), End: () => move(axis, 0),
      ArrowLeft: () => go(-1), ArrowRight: () => go(1),
      '+': () => zoom(axis, 1.25, 0.5, 0.5), '=': () => zoom(axis, 1.25, 0.5, 0.5),
      '-': () => zoom(axis, 0.8, 0.5, 0.5), 0: fit,
      w: () => preset('automatic'), l: () => {
        state.labels = !state.labels;
        draw();
      }
    };
    for (const plane of [0, 1, 2]) {
      acts[plane + 1] = () => {
        if (isPlane(plane)) {
          select(plane);
          draw();
        }
      };
    }
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  }

  /* ---- controls ---- */

  function controls() {
    element('layers').hidden = !present.includes(true);
    element('classes').hidden = page.classes.length === 0;
    element('layer-list').replaceChildren(...page.layers.map((name, i) => {
      const choice = make('select', {onchange: () => {
        state.modes[i] = choice.value;
        state.labels = true;
        draw();
      }}, ...MODES.map(mode => make('option', {value: mode, textContent: mode === 'contour' ? contourName(i) : mode})));
      choice.value = state.modes[i];
      choice.setAttribute('aria-label', name);
      return make('div', {className: 'layer', hidden: !present[i]}, make('span', {textContent: name}), choice);
    }));
    element('class-list').replaceChildren(...page.classes.map(c => {
      const box = make('input', {type: 'checkbox', checked: true, onchange: () => {
        box.checked ? state.hidden.delete(c.value) : state.hidden.add(c.value);
        draw();
      }});
      const swatch = make('i', {className: 'swatch'});
      swatch.style.background = c.color;
      return make('label', {}, box, swatch, c.name);
    }));
    element('opacity').oninput = () => {
      state.opacity = Number(element('opacity').value) / 100;
      element('opacity-value').textContent = element('opacity').value + ' %';
      draw();
    };
    element('opacity').oninput();
    element('channel').onchange = () => {
      state.channel = Number(element('channel').value);
      open(state.place, true);
    };
    element('preset').onchange = () => preset(element('preset').value);
    element('level').oninput = () => {
      element('preset').value = 'own';
      setWindow(Number(element('level').value), width());
    };
    element('width').oninput = () => {
      element('preset').value = 'own';
      setWindow(level(), Number(element('width').value));
    };
    element('crosshair').onchange = draw;
    element('smooth').onchange = draw;
    element('closer').onclick = () => zoom(state.plane, 1.25, 0.5, 0.5);
    element('farther').onclick = () => zoom(state.plane, 0.8, 0.5, 0.5);
    element('fit').onclick = fit;
    element('previous').onclick = () => go(-1);
    element('next').onclick = () => go(1);
    element('previous').hidden = element('next').hidden = page.cases.length < 2;
    document.addEventListener('keydown', key);
    window.addEventListener('hashchange', followHash);
    new ResizeObserver(draw).observe(element('planes'));
  }

  function contourName(layer) {
    return ['contour, dotted', 'contour', 'contour, dashed', 'contour, dash-dotted'][layer % DASHES.length];
  }

  if (typeof DecompressionStream === 'undefined') {
    trouble('This browser is too old for this page: Chrome 80, Firefox 113, Safari 16.4 and newer ones show it.');
  } else {
    controls();
    cases();
    followHash();
  }
})();
