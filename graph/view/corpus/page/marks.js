// A sigma node program: one small shader that draws every kind's shape, full for what is held, a ring for what is not.
// A work is one point: without a graphics card an instance costs fifty times as much as a point.

import { NodeProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";

export const SHAPES = ["dot", "triangleDown", "triangle", "square", "hexagon", "diamond", "star", "pentagon"];

// The picking pass finds the work under the pointer; in it small marks are larger, and nothing is drawn while the picture moves.
const VERTEX = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_pixelRatio;
varying vec4 v_color;
varying float v_shape;
varying float v_pixel;
const float bias = 255.0 / 254.0;
void main() {
  float size = a_size;
  #ifdef PICKING_MODE
  size = max(size, 4.5 * u_sizeRatio);
  #endif
  float radius = size * u_pixelRatio / u_sizeRatio;
  gl_Position = vec4((u_matrix * vec3(a_position, 1.0)).xy, 0.0, 1.0);
  gl_PointSize = radius * 2.0 * 1.25;
  v_shape = a_shape;
  v_pixel = 1.0 / radius;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}`;

// `far` is the distance from the shape's edge in radii, below zero inside. Shapes are numbered as in SHAPES, plus 8 for a ring.
const FRAGMENT = /* glsl */ `
precision highp float;
varying vec4 v_color;
varying float v_shape;
varying float v_pixel;
const vec4 nothing = vec4(0.0);
float corners(vec2 p, float n, float turn, float inner) {
  float step_ = 6.2831853 / n;
  float angle = mod(atan(p.x, p.y) + turn + step_ * 0.5, step_) - step_ * 0.5;
  return length(p) * cos(angle) - inner;
}
float far(vec2 p, float shape) {
  if (shape < 0.5) return length(p) - 1.0;
  if (shape < 1.5) return corners(vec2(p.x, p.y - 0.12), 3.0, 0.0, 0.6);
  if (shape < 2.5) return corners(vec2(p.x, p.y + 0.12), 3.0, 3.1415927, 0.6);
  if (shape < 3.5) return max(abs(p.x), abs(p.y)) - 0.84;
  if (shape < 4.5) return corners(p, 6.0, 0.5235988, 0.92);
  if (shape < 5.5) return (abs(p.x) + abs(p.y) - 1.15) * 0.7071;
  if (shape < 6.5) return (sqrt(abs(p.x)) + sqrt(abs(p.y)) - 1.12) * 0.7;
  return corners(p, 5.0, 0.6283185, 0.9);
}
void main() {
  vec2 at = (gl_PointCoord * 2.0 - 1.0) * vec2(1.25, -1.25);
  #ifdef PICKING_MODE
  gl_FragColor = length(at) > 1.2 ? nothing : v_color;
  #else
  bool ring = v_shape > 7.5;
  float edge = far(at, ring ? v_shape - 8.0 : v_shape);
  float wide = max(2.2 * v_pixel, 0.34);
  if (ring && wide < 0.62) edge = abs(edge + wide * 0.5) - wide * 0.5;
  float cover = clamp(0.5 - edge / v_pixel, 0.0, 1.0);
  gl_FragColor = v_color * cover;
  #endif
}`;

let picking = true;
let grain = 1;
export const allowPicking = (now) => (picking = now);

// How many pixels of the screen one pixel of the layer is wide: more than one is less sharp and much faster.
export const setGrain = (now) => (grain = now);

export class MarkProgram extends NodeProgram {
  renderProgram(params, program) {
    if (program.isPicking) {
      if (picking) super.renderProgram(params, program);
      return;
    }
    const pixelRatio = params.pixelRatio / grain;
    program.gl.viewport(0, 0, params.width * pixelRatio, params.height * pixelRatio);
    super.renderProgram({ ...params, pixelRatio }, program);
  }

  getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, POINTS } = WebGLRenderingContext;
    return {
      VERTICES: 1,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: POINTS,
      UNIFORMS: ["u_sizeRatio", "u_matrix", "u_pixelRatio"],
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_shape", size: 1, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
    };
  }

  processVisibleItem(index, at, data) {
    const { array } = this;
    array[at] = data.x;
    array[at + 1] = data.y;
    array[at + 2] = data.size;
    array[at + 3] = data.shape;
    array[at + 4] = floatColor(data.color);
    array[at + 5] = index;
  }

  setUniforms(params, { gl, uniformLocations }) {
    gl.uniform1f(uniformLocations.u_sizeRatio, params.sizeRatio);
    gl.uniform1f(uniformLocations.u_pixelRatio, params.pixelRatio);
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
  }
}
