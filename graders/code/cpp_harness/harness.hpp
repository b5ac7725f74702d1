// What stands before a learner's C++: the standard library, and the calls of an entry in each of its accepted forms.
// Compiled once into a precompiled header (graders/code/cpp.py). What needs no template is in harness.cpp.
#pragma once
#include <bits/stdc++.h>

namespace mianjing {

// An argument of a case as it comes in: a number, a list, or a matrix.
struct Argument {
    long long number = 0;
    std::vector<long long> list;
    std::vector<std::vector<long long>> matrix;
};
using Arguments = std::vector<Argument>;

// Writes the result of the current case.
void give_nothing();
void give(long long number);
void give(unsigned long long number);
void give(double number);
void give_truth(bool truth);
void give(const std::vector<long long>& list);
// Writes what the list that could be changed has become.
void give_after(const std::vector<long long>& list);

// Memory for `count` elements of `size` bytes that ends (or begins) at a page nobody may touch. Freed when the case is over.
void* guarded(std::size_t count, std::size_t size);
// Ends the case if something was written just outside the array.
void check_borders();

// Runs `call` for each case, with crashes and exceptions caught and reported.
void for_each_case(const std::function<void(const Arguments&)>& call);

template <class T> std::vector<T> converted(const std::vector<long long>& list) { return std::vector<T>(list.begin(), list.end()); }

template <class T> std::vector<std::vector<T>> converted(const std::vector<std::vector<long long>>& matrix)
{
    std::vector<std::vector<T>> rows;
    for (const auto& row : matrix) rows.push_back(converted<T>(row));
    return rows;
}

template <class T> T* array_of(const std::vector<long long>& list)
{
    T* array = static_cast<T*>(guarded(list.size(), sizeof(T)));
    std::copy(list.begin(), list.end(), array);
    return array;
}

template <class T> std::vector<long long> plain(const T* first, std::size_t count) { return std::vector<long long>(first, first + count); }

// The clock runs while the learner's code does.
void start_clock();
void stop_clock();

template <class Call> void timed(Call call)
{
    start_clock();
    if constexpr (std::is_void_v<decltype(call())>) {
        call();
        stop_clock();
        give_nothing();
    } else {
        auto result = call();
        stop_clock();
        using Result = decltype(result);
        if constexpr (std::is_same_v<Result, bool>) give_truth(result);
        else if constexpr (std::is_integral_v<Result> && std::is_unsigned_v<Result>) give(static_cast<unsigned long long>(result));
        else if constexpr (std::is_integral_v<Result>) give(static_cast<long long>(result));
        else if constexpr (std::is_floating_point_v<Result>) give(static_cast<double>(result));
        else if constexpr (std::is_constructible_v<std::vector<long long>, decltype(result.begin()), decltype(result.end())>)
            give(std::vector<long long>(result.begin(), result.end()));
        else give_nothing();
    }
}

template <class> inline constexpr bool never = false;

template <class Entry, class... Taken> inline constexpr bool takes = std::is_invocable_v<const Entry&, Taken...>;

// The element type of the first form that the entry takes: int before long long before double.
template <class Entry, template <class> class Form> struct Element {
    template <class T> static constexpr bool fits = Form<T>::template fits<Entry>;
    using type = std::conditional_t<fits<int>, int, std::conditional_t<fits<long long>, long long, std::conditional_t<fits<double>, double, void>>>;
};

template <class... Taken> struct Takes {
    template <class Entry> static constexpr bool fits = takes<Entry, Taken...>;
};

// entry(list, l, r), r included, and what else a sort may look like.
template <class T> using ArrayRange = Takes<T*, int, int>;
template <class T> using ListRange = Takes<std::vector<T>&, int, int>;
template <class T> using List = Takes<std::vector<T>&>;
template <class T> using ArrayCount = Takes<T*, int>;
template <class T> using ArrayPointers = Takes<T*, T*>;
template <class T> using Iterators = Takes<typename std::vector<T>::iterator, typename std::vector<T>::iterator>;

template <class Entry, template <class> class Form> using ElementOf = typename Element<Entry, Form>::type;
template <class Entry, template <class> class Form> inline constexpr bool has = !std::is_void_v<ElementOf<Entry, Form>>;

template <class Entry, template <class> class Form, class Call> void on_arrays(Call call)
{
    using T = ElementOf<Entry, Form>;
    for_each_case([call](const Arguments& given) {
        const auto& list = given[0].list;
        T* array = array_of<T>(list);
        timed([&] { return call(array, given); });
        check_borders();
        give_after(plain(array, list.size()));
    });
}

template <class Entry, template <class> class Form, class Call> void on_lists(Call call)
{
    using T = ElementOf<Entry, Form>;
    for_each_case([call](const Arguments& given) {
        std::vector<T> list = converted<T>(given[0].list);
        timed([&] { return call(list, given); });
        give_after(plain(list.data(), list.size()));
    });
}

inline int whole(const Argument& argument) { return static_cast<int>(argument.number); }

template <class Entry> void judge_range()
{
    const Entry entry{};
    if constexpr (has<Entry, ArrayRange>)
        on_arrays<Entry, ArrayRange>([=](auto* q, const Arguments& given) { return entry(q, whole(given[1]), whole(given[2])); });
    else if constexpr (has<Entry, ListRange>)
        on_lists<Entry, ListRange>([=](auto& q, const Arguments& given) { return entry(q, whole(given[1]), whole(given[2])); });
    else if constexpr (has<Entry, List>)
        on_lists<Entry, List>([=](auto& q, const Arguments&) { return entry(q); });
    else if constexpr (has<Entry, ArrayCount>)
        on_arrays<Entry, ArrayCount>([=](auto* q, const Arguments& given) { return entry(q, static_cast<int>(given[0].list.size())); });
    else if constexpr (has<Entry, ArrayPointers>)
        on_arrays<Entry, ArrayPointers>([=](auto* q, const Arguments& given) { return entry(q, q + given[0].list.size()); });
    else if constexpr (has<Entry, Iterators>)
        on_lists<Entry, Iterators>([=](auto& q, const Arguments&) { return entry(q.begin(), q.end()); });
    else
        static_assert(never<Entry>, "MIANJING: no accepted form");
}

// entry(list, number)
template <class T> using ListNumber = Takes<std::vector<T>&, int>;
template <class T> using NumberList = Takes<int, std::vector<T>&>;
template <class T> using ListCountNumber = Takes<std::vector<T>&, int, int>;
template <class T> using ArrayCountNumber = Takes<T*, int, int>;

template <class Entry> void judge_list_and_number()
{
    const Entry entry{};
    const auto count = [](const Arguments& given) { return static_cast<int>(given[0].list.size()); };
    if constexpr (has<Entry, ListNumber>)
        on_lists<Entry, ListNumber>([=](auto& list, const Arguments& given) { return entry(list, whole(given[1])); });
    else if constexpr (has<Entry, ArrayCountNumber>)
        on_arrays<Entry, ArrayCountNumber>([=](auto* list, const Arguments& given) { return entry(list, count(given), whole(given[1])); });
    else if constexpr (has<Entry, NumberList>)
        on_lists<Entry, NumberList>([=](auto& list, const Arguments& given) { return entry(whole(given[1]), list); });
    else if constexpr (has<Entry, ListCountNumber>)
        on_lists<Entry, ListCountNumber>([=](auto& list, const Arguments& given) { return entry(list, count(given), whole(given[1])); });
    else
        static_assert(never<Entry>, "MIANJING: no accepted form");
}

// entry(matrix, matrix), which says yes or no
template <class T> using TwoMatrices = Takes<std::vector<std::vector<T>>&, std::vector<std::vector<T>>&>;

template <class Entry> void judge_matrices()
{
    const Entry entry{};
    if constexpr (has<Entry, TwoMatrices>) {
        using T = ElementOf<Entry, TwoMatrices>;
        for_each_case([entry](const Arguments& given) {
            auto a = converted<T>(given[0].matrix), b = converted<T>(given[1].matrix);
            using Result = decltype(entry(a, b));
            // 0 and 1 are as good as false and true.
            if constexpr (std::is_integral_v<Result>) timed([&] { return entry(a, b) != 0; });
            else timed([&] { return entry(a, b); });
        });
    } else
        static_assert(never<Entry>, "MIANJING: no accepted form");
}

} // namespace mianjing
