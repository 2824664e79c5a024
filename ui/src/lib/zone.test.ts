import { expect, test } from "vitest";
import { afterTheGap, instantsOf, isWall, knownZone, offsetAt, wallAt } from "./zone";

const iso = (instants: number[]) => instants.map((instant) => new Date(instant).toISOString());
const at = (day: string, time: string, zone: string) => iso(instantsOf({ day, time }, zone));

test("a time on the blog's clock is one instant, in winter and in summer", () => {
  expect(at("2027-01-14", "09:30", "Europe/Berlin")).toEqual(["2027-01-14T08:30:00.000Z"]);
  expect(at("2027-07-14", "09:30", "Europe/Berlin")).toEqual(["2027-07-14T07:30:00.000Z"]);
  expect(at("2027-07-14", "09:30", "America/St_Johns")).toEqual(["2027-07-14T12:00:00.000Z"]);
  expect(at("2027-07-14", "09:30", "+05:45")).toEqual(["2027-07-14T03:45:00.000Z"]);
  expect(at("2027-07-14", "09:30", "-03:30")).toEqual(["2027-07-14T13:00:00.000Z"]);
  expect(at("2027-12-31", "23:59", "Pacific/Kiritimati")).toEqual(["2027-12-31T09:59:00.000Z"]);
});

test("a time that the clocks jump over is none, and the time behind the jump is offered", () => {
  expect(at("2027-03-28", "02:30", "Europe/Berlin")).toEqual([]);
  const instead = afterTheGap({ day: "2027-03-28", time: "02:30" }, "Europe/Berlin") ?? 0;
  expect(wallAt(instead, "Europe/Berlin")).toEqual({ day: "2027-03-28", time: "03:30" });
  expect(at("2027-10-03", "02:15", "Australia/Lord_Howe")).toEqual([]);
});

test("a time that comes twice is two instants, the earlier first", () => {
  expect(at("2027-10-31", "02:30", "Europe/Berlin")).toEqual(["2027-10-31T00:30:00.000Z", "2027-10-31T01:30:00.000Z"]);
  expect(at("2027-11-07", "01:00", "America/New_York")).toEqual(["2027-11-07T05:00:00.000Z", "2027-11-07T06:00:00.000Z"]);
});

test("every instant of two years is found again by what the clock shows", () => {
  for (const zone of ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/St_Johns", "Africa/Casablanca", "+02:00", "UTC"]) {
    for (let instant = Date.UTC(2026, 0, 1); instant < Date.UTC(2028, 0, 1); instant += 7 * 3600_000 + 60_000 * 13) {
      expect(instantsOf(wallAt(instant, zone), zone), `${zone} ${new Date(instant).toISOString()}`).toContain(instant);
    }
  }
});

test("what is not a day and a time is none, and an unknown zone is this computer's", () => {
  for (const wall of [{ day: "2027-02-30", time: "09:00" }, { day: "2027-02-03", time: "24:00" }, { day: "", time: "" }, { day: "14 March", time: "9" }]) {
    expect(isWall(wall)).toBe(false);
    expect(instantsOf(wall, "UTC")).toEqual([]);
  }
  expect(isWall({ day: "2027-2-3", time: "9.05" })).toBe(true);
  expect(knownZone("Moon/Sea")).toBe(knownZone(""));
  expect(offsetAt(0, "+02:00")).toBe(7_200_000);
});
