// The annotation desk. Each part adds what it does to the one desk of the page.

import { Desk } from "./desk.js";

const PARTS = [];

const state = document.getElementById("desk-state");
const desk = new Desk(JSON.parse(state.textContent));
if (desk.parts.text) for (const part of PARTS) part(desk);
