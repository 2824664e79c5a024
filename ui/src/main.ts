// Where the window begins.

import { mount } from "svelte";
import App from "./App.svelte";
import "./app.css";

const target = document.getElementById("window");
if (target) mount(App, { target });
