//! Tests of sources, suggestions and rendering.

mod render;
mod suggest;
mod text;
