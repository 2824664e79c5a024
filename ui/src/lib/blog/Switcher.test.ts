import { fireEvent, render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import type { Blog } from "../ipc/call";
import { contextOf, Desk } from "../state/desk.svelte";
import { fakeCall } from "../state/fakeCall";
import Switcher from "./Switcher.svelte";

const blog = { id: 1, title: "The Toybox", url: "https://toybox.example/", me: { name: "Scottie", remoteId: "1", capabilities: [] } } as unknown as Blog;

test("getting ready to go offline is in the menu of the blog, also where the rail is narrow", async () => {
  const desk = new Desk(fakeCall({}).call);
  desk.blogs.list = [blog];
  desk.blogs.chosen = 1;
  render(Switcher, { props: { narrow: true }, context: contextOf(desk) });
  await fireEvent.click(screen.getByTestId("blog-switcher"));
  await fireEvent.click(screen.getByTestId("menu-trip"));
  expect(desk.sheet).toEqual({ is: "trip" });
  expect(screen.queryByTestId("menu-trip")).toBeNull();
});
