// Where the window begins.

import { mount } from "svelte";
import App from "./App.svelte";
import "./app.css";

// WebKitGTK; what else runs on Linux is Chrome's or Firefox's.
const { userAgent } = navigator;
document.documentElement.classList.toggle("own-bars", userAgent.includes("Linux") && userAgent.includes("AppleWebKit") && !userAgent.includes("Chrome"));

const target = document.getElementById("window");
if (target) mount(App, { target });
